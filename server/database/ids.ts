import { createHash, randomBytes } from 'node:crypto'

/** A new id: 96 random bits, safe in addresses. */
export function newId(): string {
  return randomBytes(12).toString('base64url')
}

/** The same id for the same parts, for documents that must not be written twice. */
export function idOf(...parts: (string | number)[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('base64url').slice(0, 16)
}
