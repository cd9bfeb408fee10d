import type { Request, RequestHandler } from 'express'
import { Forbidden } from '../errors.ts'
import { type Action, may } from './roles.ts'
import { type Account, findAccount } from './store.ts'

const accounts = new WeakMap<Request, Account>()

/** Loads the account that signed in, once a request, for `signedIn` and for the page's head. */
export const loadAccount: RequestHandler = async (req, res, next) => {
  const id = req.session.account
  const account = id ? await findAccount(id) : null
  if (account) {
    accounts.set(req, account)
    res.locals.account = { name: account.name, manages: may(account, 'manageAccounts') }
  }
  next()
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
