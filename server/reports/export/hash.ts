import { createHash, randomBytes } from 'node:crypto'

/** The SHA-256 of a text's UTF-8 bytes, in hexadecimal: what `sha256sum` says of the file. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** 128 random bits, in hexadecimal. */
export function newSalt(): string {
  return randomBytes(16).toString('hex')
}

/**
 * A hash that tells whether a text is still the one that was quoted, and without its salt gives nothing of it away:
 * the SHA-256 of the salt, a NUL, and the text.
 */
export function textHash(salt: string, text: string): string {
  return sha256(`${salt}\u0000${text}`)
}
