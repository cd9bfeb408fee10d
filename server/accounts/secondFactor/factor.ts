import { createHash, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { seal, unseal } from '../../database/seal.ts'

/** A second factor: codes of an authenticator app (RFC 6238), and codes that are written down and work once. */
export type SecondFactor = {
  /** The secret that it shares with the app. */
  sealed: string
  since: Date
  /** The half minute of the code that was used last: no code is used twice. */
  lastStep: number
  /** Hashes of the recovery codes that were not used. */
  recovery: string[]
}

const stepMs = 30_000
/** How many steps before and after now a code may be of, since clocks differ. */
const window = 1
const recoveryCodes = 10
/** Without what reads like another. */
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A new secret for an app, as it is typed in: 160 bits, as RFC 4226 asks. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** What an app reads from the picture. */
export function addressOf(secret: string, email: string): string {
  return totpOf(secret, email).toString()
}

/** The step of a code that is right now, or undefined. */
export function stepOf(secret: string, code: string, now: Date): number | undefined {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const delta = totpOf(secret).validate({ token, timestamp: now.getTime(), window })
  return delta === null ? undefined : Math.floor(now.getTime() / stepMs) + delta
}

/** The code of an app at a moment. */
export function codeAt(secret: string, now: Date): string {
  return totpOf(secret).generate({ timestamp: now.getTime() })
}

function totpOf(secret: string, label = 'Soundings'): TOTP {
  return new TOTP({ issuer: 'Soundings', label, secret: Secret.fromBase32(secret), period: stepMs / 1000 })
}

/** Recovery codes of 80 bits each, as they are shown once, and what is kept of them. */
export function newRecoveryCodes(): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: recoveryCodes }, () => {
    const code = Array.from(randomBytes(16), byte => letters[byte % letters.length]).join('')
    return (code.match(/.{4}/g) ?? []).join('-')
  })
  return { codes, hashes: codes.map(recoveryHash) }
}

/** What is kept of a recovery code, however it was typed. */
export function recoveryHash(code: string): string {
  const plain = code.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return createHash('sha256').update(`recovery\u0000${plain}`).digest('base64url')
}

export function sealSecret(siteSecret: string, secret: string): string {
  return seal(siteSecret, { secret })
}

/** @returns undefined where SESSION_SECRET was changed since: then the recovery codes are left */
export function unsealSecret(siteSecret: string, sealed: string): string | undefined {
  return unseal(siteSecret, sealed)?.secret
}
