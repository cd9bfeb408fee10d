import type { Request, Response } from 'express'
import type { Config } from '../config.ts'
import { record } from './auditStore.ts'
import { browserName } from './browserName.ts'
import { linkWith } from './link.ts'
import { addSignIn, removeSignIn } from './signInStore.ts'
import type { Account, Link } from './store.ts'
import { rememberBrowser } from './trying/knownBrowser.ts'
import { stretchMs } from './trying/tries.ts'

declare module 'express-session' {
  interface SessionData {
    /** The account that signed in, and its sign-in. */
    account: string
    signIn: string
    /** Who has shown one factor and is still to enter a code, until when (an ISO date), and how they came so far. */
    halfway: { account: string; until: string; came: Came }
  }
}

/** By what somebody signs in: a password, or the provider; and the sign-in there that they are to be linked with. */
export type Came = { by: 'password' } | { by: 'provider'; link?: Link }

/** Has somebody whose account has a second factor enter a code next. */
export function waitForCode(req: Request, account: string, came: Came): Promise<void> {
  const until = new Date(Date.now() + stretchMs).toISOString()
  return newSession(req, { halfway: { account, until, came } })
}

/**
 * Signs somebody in who has shown all that is asked of them, and links them where they are to be.
 * @returns false where the account was linked otherwise meanwhile: then they are not signed in
 */
export async function letIn(
  req: Request,
  res: Response,
  config: Config,
  { account: { _id, email }, came, byRecovery }: { account: Account; came: Came; byRecovery?: boolean },
): Promise<boolean> {
  if (came.by === 'provider' && came.link && !(await linkWith(_id, came.link))) return false
  rememberBrowser(res, config, email)
  await signIn(req, _id)
  const through = came.by === 'provider' ? ' through the provider' : ''
  await record(_id, `signed in${through}${byRecovery ? ' with a recovery code' : ''}`, _id)
  return true
}

/** Begins a new session for an account, so that an id from before the sign-in is worth nothing. */
export async function signIn(req: Request, account: string): Promise<void> {
  const id = await addSignIn(account, browserName(req.get('user-agent')), new Date())
  await newSession(req, { account, signIn: id })
}

/** Replaces a browser’s session by a new one that holds this. */
export function newSession(req: Request, holds: Partial<Request['session']>): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.regenerate(error => {
      if (error) return reject(error)
      Object.assign(req.session, holds)
      req.session.save(problem => (problem ? reject(problem) : resolve()))
    })
  })
}

/** Ends the sign-in of a browser, which is worth nothing from now on, whoever has a copy of its cookie. */
export async function endSignIn(req: Request): Promise<void> {
  const { account, signIn } = req.session
  if (account && signIn) await removeSignIn(account, signIn)
}
