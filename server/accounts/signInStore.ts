import { model, Schema } from 'mongoose'
import { newId } from '../database/ids.ts'

/** Somebody who signed in with a browser, and is signed in until it is removed. Its session names it by its id. */
export type SignIn = {
  _id: string
  account: string
  /** Which browser it is, in words for its owner. */
  browser: string
  at: Date
  /** When it was last used, to ten minutes. */
  seenAt: Date
}

/** How long a sign-in lasts that is not used, in milliseconds: as long as its session. */
export const longestUnused = 12 * 60 * 60 * 1000
const seenToMs = 10 * 60 * 1000

const schema = new Schema<SignIn>(
  {
    _id: { type: String, required: true },
    account: { type: String, required: true },
    browser: { type: String, required: true },
    at: { type: Date, required: true },
    seenAt: { type: Date, required: true },
  },
  { versionKey: false },
)
schema.index({ account: 1, seenAt: -1 })
schema.index({ seenAt: 1 }, { expireAfterSeconds: longestUnused / 1000 })
const SignIns = model('SignIn', schema, 'signIns')

export async function addSignIn(account: string, browser: string, now: Date): Promise<string> {
  const _id = newId()
  await SignIns.create({ _id, account, browser, at: now, seenAt: now })
  return _id
}

/** Whether somebody is signed in so; that it is used is noted. */
export async function useSignIn(id: string, account: string, now: Date): Promise<boolean> {
  const found = await SignIns.findOne({ _id: id, account }).lean<SignIn>().exec()
  if (!found) return false
  // A clock that is set back makes no sign-in last for longer.
  const unused = Math.abs(now.getTime() - found.seenAt.getTime())
  if (unused > longestUnused) return false
  if (unused > seenToMs) await SignIns.updateOne({ _id: id }, { $set: { seenAt: now } })
  return true
}

/** Where an account is signed in, the one that was used last first. */
export function signInsOf(account: string, now: Date): Promise<SignIn[]> {
  const since = new Date(now.getTime() - longestUnused)
  return SignIns.find({ account, seenAt: { $gte: since } })
    .sort({ seenAt: -1 })
    .lean<SignIn[]>()
    .exec()
}

/** Ends one sign-in of an account. @returns whether there was one */
export async function removeSignIn(account: string, id: string): Promise<boolean> {
  return (await SignIns.deleteOne({ _id: id, account })).deletedCount === 1
}

/** Ends every sign-in of an account but the one to keep. @returns how many there were */
export async function removeSignIns(account: string, keep?: string): Promise<number> {
  return (await SignIns.deleteMany({ account, ...(keep ? { _id: { $ne: keep } } : {}) })).deletedCount
}
