import type { Request } from 'express'
import { browserName } from './browserName.ts'
import { addSignIn, removeSignIn } from './signInStore.ts'

declare module 'express-session' {
  interface SessionData {
    /** The account that signed in, and its sign-in. */
    account: string
    signIn: string
    /** Who has entered a password and is still to enter a code, and until when (an ISO date). */
    halfway: { account: string; until: string }
  }
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
