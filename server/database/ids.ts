import { createHash, randomBytes } from 'node:crypto'

/** A new id: 96 random bits, safe in addresses. */
export function newId(): string {
  return randomBytes(12).toString('base64url')
}

/** The same id for the same parts, for documents that must not be written twice. */
export function idOf(...parts: (string | number)[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('base64url').slice(0, 16)
}

/** A token of 144 bits for a link: whoever has it may use the link. */
export function newToken(): string {
  return randomBytes(18).toString('base64url')
}

/** What is kept of a token, by which nobody can use the link. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
