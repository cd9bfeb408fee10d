import type { Request, RequestHandler } from 'express'
import { mayEnter } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { accountIn } from '../../accounts/people/inConsultation.ts'
import { type Account, findAccount } from '../../accounts/store.ts'
import type { Config } from '../../config.ts'
import { tokenHash } from '../../database/ids.ts'
import { today } from '../../responses/response.ts'
import { bearerIn } from './secret.ts'
import { findToken, noteUse, type Token } from './tokenStore.ts'

/** The token that a call came with, and its maker with what they may do now in its consultation. */
export type Caller = { token: Token; account: Account }

const callers = new WeakMap<Request, Caller>()

/** Looks up who calls, and refuses nobody: whoever may ask without a token does. */
export function loadCaller(config: Config): RequestHandler {
  return async (req, _res, next) => {
    const given = bearerIn(req.get('authorization'))
    const caller = given === undefined ? undefined : await callerBy(given, config, new Date())
    if (caller) callers.set(req, caller)
    next()
  }
}

/** Who calls, by a token that is good now. */
export function callerOf(req: Request): Caller | undefined {
  return callers.get(req)
}

/** A token ends with the account of its maker, and rests while they have no role in its consultation. */
async function callerBy(given: string, config: Config, now: Date): Promise<Caller | undefined> {
  const token = await findToken(tokenHash(given))
  if (!token || token.ended || (token.until && token.until <= now)) return undefined
  const maker = await findAccount(token.account)
  if (!maker || !mayEnter(maker, config)) return undefined
  const account = await accountIn(maker, token.consultation)
  if (account.roles.length === 0) return undefined
  await noteDay(token, today(now))
  return { token, account }
}

/** Once a day, so that reading writes nothing else. */
async function noteDay({ _id, account, consultation, usedOn }: Token, day: Date): Promise<void> {
  if (usedOn?.getTime() === day.getTime() || !(await noteUse(_id, day))) return
  await record(account, `a token of theirs was used in ${consultation}`, _id)
}
