import { createHmac, randomBytes } from 'node:crypto'
import { model, Schema } from 'mongoose'

/** Somebody with whom a draft is shared, by a link of their own. */
export type Colleague = {
  /** The hash of the link’s token: the link itself is kept nowhere. */
  _id: string
  /** Of which, with the token of whoever began the draft, the link is made: so that they can see it again. */
  key: string
  draft: string
  /** Empty once the response was sent. */
  name: string
  /** Whether they may send the response too. */
  maySend: boolean
  /** Whether their link opens the draft no more. */
  ended: boolean
}

const schema = new Schema<Colleague>(
  {
    _id: { type: String, required: true },
    key: { type: String, required: true },
    draft: { type: String, required: true },
    name: { type: String },
    maySend: { type: Boolean, required: true },
    ended: { type: Boolean, required: true },
  },
  { versionKey: false },
)
schema.index({ draft: 1 })

const Colleagues = model('Colleague', schema, 'colleagues')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotColleagues = {
  ofDraft: (draft: string) => Colleagues.find({ draft }),
}

export function newKey(): string {
  return randomBytes(9).toString('base64url')
}

/** The token of a colleague’s link. @param token that of whoever began the draft */
export function colleagueToken(token: string, key: string): string {
  return createHmac('sha256', token).update(`colleague ${key}`).digest('base64url').slice(0, 24)
}

export async function addColleague(colleague: Colleague): Promise<void> {
  await Colleagues.create(colleague)
}

export function findColleague(id: string): Promise<Colleague | null> {
  return Colleagues.findById(id).lean<Colleague>().exec()
}

/** All with whom a draft is or was shared, as they were added. */
export async function colleaguesOf(draft: string): Promise<Colleague[]> {
  return hotColleagues.ofDraft(draft).lean<Colleague[]>().exec()
}

export async function changeColleague(
  draft: string,
  key: string,
  change: Partial<Pick<Colleague, 'maySend' | 'ended'>>,
): Promise<void> {
  await Colleagues.updateOne({ draft, key }, { $set: change })
}

/** Forgets who shared drafts that were sent; their links say so from now on. */
export async function forgetColleagues(drafts: string[]): Promise<void> {
  await Colleagues.updateMany({ draft: { $in: drafts } }, { $set: { name: '' } })
}

export async function removeColleagues(draft: string): Promise<void> {
  await Colleagues.deleteMany({ draft })
}
