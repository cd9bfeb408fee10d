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

/** Those of one id that are counted together, in this process; `counted` gives how many there are with all of them. */
type Together = { hits: number; counted: Promise<Counted> }
type Counted = { count: number; until: Date }

const gathering = new Map<string, Together>()
const underWay = new Map<string, Promise<unknown>>()

/**
 * Counts one more, in one write that every process shares; those of one process that come while another is written go
 * in one write together. A stretch of time begins with the first that is counted; what was counted is removed within a
 * minute after its end. One that ends later than any was begun by a clock that was wrong, and counts no more.
 *
 * @param forMs how long a stretch lasts, in milliseconds
 * @returns how many there are in this stretch with this one, and when it ends
 */
export async function countHit(id: string, now: Date, forMs: number): Promise<Counted> {
  const together = gathering.get(id) ?? gather(id, now, forMs)
  const nth = ++together.hits
  const { count, until } = await together.counted
  return { count: count - (together.hits - nth), until }
}

function gather(id: string, now: Date, forMs: number): Together {
  const write = () => {
    gathering.delete(id)
    return add(id, together.hits, now, forMs)
  }
  const counted = (underWay.get(id) ?? Promise.resolve()).then(write, write)
  const together: Together = { hits: 0, counted }
  gathering.set(id, together)
  underWay.set(id, counted)
  const end = () => {
    if (underWay.get(id) === counted) underWay.delete(id)
  }
  counted.then(end, end)
  return together
}

/** Times that one id is tried where other processes write the same in the same moment. */
const mostTries = 3

async function add(id: string, hits: number, now: Date, forMs: number): Promise<Counted> {
  const until = new Date(now.getTime() + forMs)
  const wrong = new Date(now.getTime() + 2 * forMs)
  for (let tried = 1; ; tried++) {
    try {
      const counted = await Hits.collection.findOneAndUpdate(
        { _id: id, until: { $gt: now, $lte: wrong } } as object,
        { $inc: { count: hits }, $setOnInsert: { until } },
        { upsert: true, returnDocument: 'after' },
      )
      return counted ? { count: counted.count, until: counted.until } : { count: hits, until }
    } catch (error) {
      if ((error as { code?: unknown } | null)?.code !== 11000 || tried === mostTries) throw error
      // Either another came first in the same moment, or a stretch that is over was not removed yet.
      await Hits.collection.deleteOne({ _id: id, $nor: [{ until: { $gt: now, $lte: wrong } }] } as object)
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
