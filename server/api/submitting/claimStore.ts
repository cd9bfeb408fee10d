import { model, Schema } from 'mongoose'
import { addMissing } from '../../database/addMissing.ts'

/**
 * That a key of a token was used, and for what: so that the same again is known from something else. It names no
 * response, since nothing may lead to one whose respondent cut the link to it.
 */
export type Claim = {
  _id: string
  /** A keyed hash of the body. */
  body: string
  /** Whether the response came to stand. */
  sent?: true
  until: Date
}

const schema = new Schema<Claim>(
  {
    _id: { type: String, required: true },
    body: { type: String, required: true },
    sent: Boolean,
    until: { type: Date, required: true },
  },
  { versionKey: false },
)
schema.index({ until: 1 }, { expireAfterSeconds: 0 })

const Claims = model('ApiClaim', schema, 'apiClaims')

export function findClaim(id: string): Promise<Claim | null> {
  return Claims.findById(id).lean<Claim>().exec()
}

/** Takes a key. @returns what it is taken for: by this, or by another that came first */
export async function addClaim(claim: Claim): Promise<Claim> {
  if (await addMissing(Claims.collection, [claim])) return claim
  return (await findClaim(claim._id)) ?? claim
}

export async function markSent(id: string): Promise<void> {
  await Claims.updateOne({ _id: id }, { $set: { sent: true } })
}
