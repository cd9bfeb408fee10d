import { model, Schema } from 'mongoose'
import { newToken, tokenHash } from '../database/ids.ts'

/** A one-time link that makes an account. Only the hash of its token is kept. */
type Invitation = { _id: string; expiresAt: Date }

const schema = new Schema<Invitation>(
  { _id: { type: String, required: true }, expiresAt: { type: Date, required: true } },
  { versionKey: false },
)
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
const Invitations = model('Invitation', schema, 'invitations')

/** Makes a link's token, good for a day, in place of those made before. */
export async function newInvitation(): Promise<string> {
  const token = newToken()
  await Invitations.deleteMany({})
  await Invitations.create({ _id: tokenHash(token), expiresAt: new Date(Date.now() + 24 * 60 * 60 * 1000) })
  return token
}

export async function isInvited(token: string): Promise<boolean> {
  return (
    (await Invitations.findOne({ _id: tokenHash(token), expiresAt: { $gt: new Date() } }).lean()) !== null
  )
}

/** Uses the link up: true for exactly one of those who try. */
export async function useInvitation(token: string): Promise<boolean> {
  const result = await Invitations.deleteOne({ _id: tokenHash(token), expiresAt: { $gt: new Date() } })
  return result.deletedCount === 1
}
