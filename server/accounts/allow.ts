import type { Request, RequestHandler } from 'express'
import type { Config } from '../config.ts'
import { Forbidden, NotFound } from '../errors.ts'
import { accountIn } from './people/inConsultation.ts'
import { isSomewhere, type Places } from './people/places.ts'
import { placesOf } from './people/store.ts'
import { type Action, may } from './roles.ts'
import { useSignIn } from './signInStore.ts'
import { type Account, findAccount } from './store.ts'

/** Who asks, with what they may do everywhere; and with what they may do in the consultation that is asked for. */
const accounts = new WeakMap<Request, Account>()
const accountsThere = new WeakMap<Request, Account>()

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

/**
 * Lets through those who may do this, in the consultation that the address names where it names one; whoever has not
 * signed in is asked to. A consultation that somebody has no role in is not there, for them.
 */
export function allow(action: Action): RequestHandler {
  return behindSignIn(async (req, account) => {
    const { consultation } = req.params
    if (consultation === undefined) return may(account, action)
    const there = accountsThere.get(req) ?? (await accountIn(account, String(consultation)))
    accountsThere.set(req, there)
    if (there.roles.length === 0) throw noConsultation()
    return may(there, action)
  })
}

/** Lets through who may make a consultation. */
export function allowBeginning(): RequestHandler {
  return behindSignIn(async req => mayBegin(req))
}

/** Lets through who may import, be it into a consultation that is there or into one of its own. */
export function allowImporting(): RequestHandler {
  return behindSignIn(async req => mayBegin(req) || isSomewhere(await placesWhere(req, 'import')))
}

function behindSignIn(isAllowed: (req: Request, account: Account) => Promise<boolean>): RequestHandler {
  return async (req, res, next) => {
    const account = accounts.get(req)
    if (account) return next((await isAllowed(req, account)) ? undefined : new Forbidden())
    const back = req.method === 'GET' ? `?next=${encodeURIComponent(req.originalUrl)}` : ''
    res.redirect(303, `/desk/sign-in${back}`)
  }
}

/** As it is said of a consultation that nobody ever began. */
export function noConsultation(): NotFound {
  return new NotFound('There is no consultation at this address.')
}

/** The account of a request that `allow` let through, with what it may do where it was let in. */
export function signedIn(req: Request): Account {
  const account = accountsThere.get(req) ?? accounts.get(req)
  if (!account) throw new Error(`signedIn: ${req.method} ${req.path} is not behind allow()`)
  return account
}

/** The account of whoever asks, on a page that is everybody’s. */
export function whoAsks(req: Request): Account | undefined {
  return accounts.get(req)
}

/** The consultations in which whoever signed in may do this, for what shows or touches more than one. */
export async function placesWhere(req: Request, action: Action): Promise<Places> {
  const account = asking(req)
  if (may(account, action)) return 'everywhere'
  const places = [...(await placesOf(account._id))]
  return new Set(
    places.filter(([, held]) => may({ roles: held }, action)).map(([consultation]) => consultation),
  )
}

/**
 * Whether whoever signed in may make a consultation, by starting one or by bringing what was gathered elsewhere: who
 * administers the installation, and who may import into every consultation.
 */
export function mayBegin(req: Request): boolean {
  return may(asking(req), 'beginConsultations') || may(asking(req), 'import')
}

/** The account that signed in, with what it may do everywhere. */
function asking(req: Request): Account {
  const account = accounts.get(req)
  if (!account) throw new Error(`asking: ${req.method} ${req.path} is not behind allow()`)
  return account
}
