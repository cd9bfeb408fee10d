import type { Collection } from 'mongoose'
import { addMissing } from './addMissing.ts'

/** A document that is written before the one that names it; `unclaimed` says since when none was seen to. */
type Claimable = { _id: string; unclaimed?: Date }

const batchSize = 500
const grace = 24 * 60 * 60 * 1000

/**
 * Writes documents that another will name next. One that is there already stays as it is, but is no longer taken
 * for unclaimed, in the same write: a sweep at this moment either leaves it or has it written anew.
 */
export async function addClaimable(collection: Collection, documents: Claimable[]): Promise<void> {
  if (await addMissing(collection, documents)) return
  await collection.bulkWrite(
    documents.map(({ _id, ...rest }) => ({
      updateOne: {
        filter: { _id } as object,
        update: { $setOnInsert: rest, $unset: { unclaimed: 1 } },
        upsert: true,
      },
    })),
    { ordered: false },
  )
}

/**
 * Marks the documents that nothing names, and removes those that were marked a day ago or longer. Safe to repeat.
 *
 * @param claimed those of a batch of ids that something names
 * @param step called after each batch
 * @returns how many were removed
 */
export async function sweepUnclaimed(
  collection: Collection,
  claimed: (ids: string[]) => Promise<Set<string>>,
  now: Date,
  step: () => Promise<void>,
): Promise<number> {
  let removed = 0
  for (let after = ''; ; ) {
    const batch = await collection
      .find<Claimable>({ _id: { $gt: after } } as object, { projection: { unclaimed: 1 } })
      .sort({ _id: 1 })
      .limit(batchSize)
      .toArray()
    const last = batch.at(-1)
    if (!last) return removed
    after = last._id
    const named = await claimed(batch.map(({ _id }) => _id))
    const nobodys = batch.filter(({ _id }) => !named.has(_id))
    await mark(collection, nobodys, now)
    removed += await removeMarked(collection, nobodys, now)
    await step()
  }
}

async function mark(collection: Collection, nobodys: Claimable[], now: Date): Promise<void> {
  const ids = nobodys.filter(({ unclaimed }) => !unclaimed).map(({ _id }) => _id)
  if (ids.length > 0)
    await collection.updateMany({ _id: { $in: ids } } as object, { $set: { unclaimed: now } })
}

/** The mark is part of the filter: one that was written again meanwhile has lost it, and stays. */
async function removeMarked(collection: Collection, nobodys: Claimable[], now: Date): Promise<number> {
  const ids = nobodys.filter(({ unclaimed }) => unclaimed).map(({ _id }) => _id)
  if (ids.length === 0) return 0
  const before = new Date(now.getTime() - grace)
  const { deletedCount } = await collection.deleteMany({
    _id: { $in: ids },
    unclaimed: { $lte: before },
  } as object)
  return deletedCount
}
