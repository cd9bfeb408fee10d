import type { Request, RequestHandler } from 'express'
import type { Config } from '../config.ts'
import { Forbidden } from '../errors.ts'
import { type Action, may } from './roles.ts'
import { useSignIn } from './signInStore.ts'
import { type Account, findAccount } from './store.ts'

const accounts = new WeakMap<Request, Account>()

/** Loads the account that signed in, once a request, for `signedIn` and for the page's head. */
export function loadAccount(config: Config): RequestHandler {
  return async (req, res, next) => {
    const { account: id, signIn } = req.session
    const [account, isSignedIn] =
      id && signIn ? await Promise.all([findAccount(id), useSignIn(signIn, id, new Date())]) : []
    if (account && isSignedIn && mayEnter(account, config)) {
      accounts.set(req, account)
      res.locals.account = {
        name: account.name,
        manages: may(account, 'manageAccounts'),
        sendsMail: may(account, 'sendMail'),
      }
    }
    next()
  }
}

/** Nobody enters by an account that was ended, nor by the demo's on a site that others can reach. */
export function mayEnter({ ended, demo }: Account, config: Config): boolean {
  return !ended && (!demo || config.loopback)
}

/** Lets through those who may do this; whoever has not signed in is asked to. */
export function allow(action: Action): RequestHandler {
  return (req, res, next) => {
    const account = accounts.get(req)
    if (!account) {
      const back = req.method === 'GET' ? `?next=${encodeURIComponent(req.originalUrl)}` : ''
      return res.redirect(303, `/desk/sign-in${back}`)
    }
    next(may(account, action) ? undefined : new Forbidden())
  }
}

/** The account of a request that `allow` let through. */
export function signedIn(req: Request): Account {
  const account = accounts.get(req)
  if (!account) throw new Error(`signedIn: ${req.method} ${req.path} is not behind allow()`)
  return account
}
