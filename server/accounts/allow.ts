import type { Request, RequestHandler } from 'express'
import type { Config } from '../config.ts'
import { Forbidden } from '../errors.ts'
import { type Action, may } from './roles.ts'
import { type Account, findAccount } from './store.ts'

const accounts = new WeakMap<Request, Account>()

/** Loads the account that signed in, once a request, for `signedIn` and for the page's head. */
export function loadAccount(config: Config): RequestHandler {
  return async (req, res, next) => {
    const id = req.session.account
    const account = id ? await findAccount(id) : null
    if (account && mayEnter(account, config)) {
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

/** The demo's accounts open nothing on a site that others can reach. */
export function mayEnter(account: Account, config: Config): boolean {
  return !account.demo || config.loopback
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
