import type { Request } from 'express'
import type { Config } from '../../config.ts'
import { countHit, forgetHits } from '../../http/hitStore.ts'
import { placeHash } from '../../http/sharedCount.ts'
import { knownBrowser } from './knownBrowser.ts'

/** How many passwords, or codes, may be tried in one stretch of time without a right one, and how long it is. */
export const mostWrong = 10
export const stretchMs = 15 * 60_000

/**
 * Whose wrong passwords are counted together. Browsers with which an address signed in before are each counted by
 * themselves, and all others as one: whoever tries passwords from elsewhere locks nobody out of their own browser.
 * After “Device cookies” of the OWASP community pages.
 */
export function passwordTries(req: Request, config: Config, email: string): string {
  const browser = knownBrowser(req, config, email)
  return placeHash(config.sessionSecret, 'password', browser ? `browser ${browser}` : `address ${email}`)
}

/** The codes that are tried of one account, by whoever has its password. */
export function codeTries({ sessionSecret }: Config, account: string): string {
  return placeHash(sessionSecret, 'second factor', account)
}

/**
 * Counts a try before it is looked at, so that many at once are no more than one after another.
 * @returns until when no more are taken, or undefined where this one is
 */
export async function countTry(tries: string, now: Date): Promise<Date | undefined> {
  const { count, until } = await countHit(tries, now, stretchMs)
  return count > mostWrong ? until : undefined
}

/** Begins to count anew, once somebody has answered rightly. */
export function forgetTries(tries: string): Promise<void> {
  return forgetHits(tries)
}
