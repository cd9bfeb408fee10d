import { model, Schema } from 'mongoose'

/** How often one thing was asked for from one place in one stretch of time. Its id is a keyed hash: it holds no address. */
type Hits = { _id: string; count: number; until: Date }

const schema = new Schema<Hits>(
  {
    _id: { type: String, required: true },
    count: { type: Number, required: true },
    until: { type: Date, required: true },
  },
  { versionKey: false },
)
schema.index({ until: 1 }, { expireAfterSeconds: 0 })

const Hits = model('Hits', schema, 'hits')

/** Times that one id is tried where others write the same in the same moment. */
const mostTries = 3

/**
 * Counts one more, in one write that every process shares. A stretch of time begins with the first that is counted; what
 * was counted is removed within a minute after its end.
 *
 * @param forMs how long a stretch lasts, in milliseconds
 * @returns how many there are in this stretch, this one among them, and when it ends
 */
export async function countHit(
  id: string,
  now: Date,
  forMs: number,
): Promise<{ count: number; until: Date }> {
  const until = new Date(now.getTime() + forMs)
  for (let tried = 1; ; tried++) {
    try {
      const counted = await Hits.collection.findOneAndUpdate(
        { _id: id, until: { $gt: now } } as object,
        { $inc: { count: 1 }, $setOnInsert: { until } },
        { upsert: true, returnDocument: 'after' },
      )
      return counted ? { count: counted.count, until: counted.until } : { count: 1, until }
    } catch (error) {
      if ((error as { code?: unknown } | null)?.code !== 11000 || tried === mostTries) throw error
      // Either another came first in the same moment, or a stretch that is over was not removed yet.
      await Hits.collection.deleteOne({ _id: id, until: { $lte: now } } as object)
    }
  }
}

/** Counts one less, of what was not to be counted. */
export async function uncountHit(id: string): Promise<void> {
  await Hits.collection.updateOne({ _id: id } as object, { $inc: { count: -1 } })
}

/** Forgets what was counted. */
export async function forgetHits(id: string): Promise<void> {
  await Hits.collection.deleteOne({ _id: id } as object)
}
