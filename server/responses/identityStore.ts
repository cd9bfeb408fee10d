import { model, Schema } from 'mongoose'
import { currentKey } from '../database/sealing/keyring.ts'
import { openFrom, sealedBy, sealFor } from '../database/sealing/sealed.ts'
import type { SealedPart } from '../database/sealing/sealedPart.ts'
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

/** An identity as it is stored: all but its id is encrypted. */
type SealedIdentity = { _id: string; sealed: string }

const schema = new Schema<SealedIdentity>(
  { _id: { type: String, required: true }, sealed: { type: String, required: true } },
  { versionKey: false },
)
const Identities = model('Identity', schema, 'identities')

/** Which a place an identity is sealed for: that of nobody else. */
const placeOf = (id: string) => ['identities', id]

async function seal({ _id, ...who }: Identity): Promise<SealedIdentity> {
  return { _id, sealed: await sealFor('identities', placeOf(_id), who) }
}

async function open({ _id, sealed }: SealedIdentity): Promise<Identity> {
  return { ...((await openFrom('identities', placeOf(_id), sealed)) as Omit<Identity, '_id'>), _id }
}

const addAll = together(async (batch: Identity[][]) => {
  await addClaimable(Identities.collection, await Promise.all(batch.flat().map(seal)))
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

/** @throws Tampered where one of them was changed since it was encrypted */
export async function findIdentities(ids: string[]): Promise<Identity[]> {
  const found = await Identities.find({ _id: { $in: ids } })
    .lean<SealedIdentity[]>()
    .exec()
  return Promise.all(found.map(open))
}

const atOnce = 200

/** All that is stored, for who looks whether it can be opened, or encrypts it by a new key. */
export const sealedIdentities: SealedPart = {
  what: 'identities',
  async look(after, anew) {
    const found = await Identities.find({ _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(atOnce)
      .lean<SealedIdentity[]>()
      .exec()
    const last = found.at(-1)?._id
    if (last === undefined) return undefined
    const { number } = await currentKey('identities')
    const looked = { last, opened: 0, earlier: 0, faults: [] as string[] }
    for (const stored of found) {
      const who = await open(stored).catch(() => undefined)
      if (!who) {
        looked.faults.push(stored._id)
        continue
      }
      looked.opened++
      if (sealedBy(stored.sealed) >= number) continue
      looked.earlier++
      if (anew)
        await Identities.updateOne(
          { _id: stored._id, sealed: stored.sealed },
          { $set: { sealed: (await seal(who)).sealed } },
        )
    }
    return looked
  },
}
