import type { Request } from 'express'
import { seal, unseal } from '../../database/seal.ts'
import type { Secrets } from './provider.ts'

declare module 'express-session' {
  interface SessionData {
    /** What a sign-in by the provider was begun with, sealed. */
    attempt: string
  }
}

/** A sign-in by the provider that was begun, and has not come back. */
export type Attempt = Secrets & {
  /** A path of the desk to go on to, or nothing. */
  next: string
  /** The account that is to be linked; empty where somebody signs in. */
  account: string
}

/** For how long somebody may be away, in milliseconds. */
const longestAway = 10 * 60_000

/** Keeps it in the session of its browser: whichever process they come back to knows it. */
export function keepAttempt(req: Request, siteSecret: string, attempt: Attempt, now: Date): void {
  const until = new Date(now.getTime() + longestAway).toISOString()
  req.session.attempt = seal(siteSecret, { ...attempt, until })
}

/** The one that an answer with this `state` belongs to, once. Another’s answer leaves it as it is. */
export function takeAttempt(
  req: Request,
  siteSecret: string,
  state: unknown,
  now: Date,
): Attempt | undefined {
  const kept = req.session.attempt === undefined ? undefined : unseal(siteSecret, req.session.attempt)
  if (!kept || kept.state !== state) return undefined
  delete req.session.attempt
  const { until = '', state: same = '', nonce = '', verifier = '', next = '', account = '' } = kept
  return Date.parse(until) > now.getTime() ? { state: same, nonce, verifier, next, account } : undefined
}
