import { type Account, useRecoveryCode, useStep } from '../store.ts'
import { recoveryHash, stepOf, unsealSecret } from './factor.ts'

/** By what a second factor was answered. */
export type Answered = 'app' | 'recovery'

/** Whether a code is right for an account, from its app or one of its recovery codes; it is used up by that. */
export async function answerSecondFactor(
  { _id, secondFactor }: Account,
  siteSecret: string,
  code: string,
  now: Date,
): Promise<Answered | undefined> {
  if (!secondFactor) return undefined
  const secret = unsealSecret(siteSecret, secondFactor.sealed)
  const step = secret === undefined ? undefined : stepOf(secret, code, now)
  if (step !== undefined) return (await useStep(_id, step)) ? 'app' : undefined
  return (await useRecoveryCode(_id, recoveryHash(code))) ? 'recovery' : undefined
}
