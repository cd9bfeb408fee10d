import type { Request } from 'express'
import type { Config } from '../../config.ts'
import { type Secrets, seal, unseal } from '../../database/seal.ts'

/** What was just made: nobody can read it again after the page that follows. */
type Shown = { consultation: string; name: string; secret: string }

/** Keeps a secret until the next page shows it, so that nobody can read it in the database meanwhile. */
export function keepToShowOnce(
  req: Request,
  { sessionSecret }: Pick<Config, 'sessionSecret'>,
  shown: Shown,
): void {
  req.session.shownOnce = seal(sessionSecret, shown)
}

/** What was made here a moment ago; told once. */
export function takeShownOnce(
  req: Request,
  { sessionSecret }: Pick<Config, 'sessionSecret'>,
  consultation: string,
): Secrets | undefined {
  const { shownOnce } = req.session
  const shown = shownOnce === undefined ? undefined : unseal(sessionSecret, shownOnce)
  if (shown?.consultation !== consultation) return undefined
  delete req.session.shownOnce
  return shown
}

declare module 'express-session' {
  interface SessionData {
    /** A token or a secret that is to be shown once, sealed. */
    shownOnce: string
  }
}
