import { model, Schema } from 'mongoose'
import { together } from '../database/together.ts'
import { addClaimable, sweepUnclaimed } from '../database/unclaimed.ts'

/** Who a respondent is. Its id is random and it holds no time, so that nothing joins it to a text but the response. */
export type Identity = {
  _id: string
  name: string
  organisation: string
  email: string
  /** On whose behalf a joint answer or the notes of an event speak. */
  behalf?: string
  /** The addresses that questions asked for, by the question. */
  contacts?: Record<string, string>
  /** Why they want their answers kept in confidence, which a public body must weigh when it is asked for them. */
  confidence?: string
}

const schema = new Schema<Identity>(
  {
    _id: { type: String, required: true },
    name: String,
    organisation: String,
    email: String,
    behalf: String,
    contacts: Schema.Types.Mixed,
    confidence: String,
  },
  { versionKey: false },
)
const Identities = model('Identity', schema, 'identities')

const addAll = together(async (batch: Identity[][]) => {
  await addClaimable(Identities.collection, batch.flat())
  return batch
})

/** Writes identities; one that is there already stays as it is. */
export async function addIdentities(identities: Identity[]): Promise<void> {
  if (identities.length > 0) await addAll(identities)
}

/** Removes identities that no response came to name, a day after that was seen first. See {@link sweepUnclaimed}. */
export function sweepIdentities(
  named: (ids: string[]) => Promise<Set<string>>,
  now: Date,
  step: () => Promise<void>,
): Promise<number> {
  return sweepUnclaimed(Identities.collection, named, now, step)
}

/** Removes who someone is, and nothing of what they wrote. */
export async function removeIdentity(id: string): Promise<void> {
  await Identities.deleteOne({ _id: id })
}

/** The same of several. */
export async function removeIdentities(ids: string[]): Promise<void> {
  await Identities.deleteMany({ _id: { $in: ids } })
}

export function findIdentities(ids: string[]): Promise<Identity[]> {
  return Identities.find({ _id: { $in: ids } })
    .lean<Identity[]>()
    .exec()
}
