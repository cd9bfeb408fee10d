import type { Range } from '../indexes/bounds.ts'
import type { IndexPlan, Plan } from '../indexes/planner.ts'
import type { Collection } from './catalog.ts'
import type { Stored } from './records.ts'
import { blob, type Row } from './sql.ts'
import type { Store } from './store.ts'

const firstChunk = 16
const mostRows = 512
const chunkBytes = 2 * 1024 * 1024

/**
 * The documents of a plan, in its order, each once. They are read in chunks, and no statement stays open between
 * them: a caller may stop for as long as it likes, and what changes meanwhile is seen or not, as in MongoDB.
 */
export function* scan(store: Store, collection: Collection, plan: Plan): Generator<Stored> {
  if (plan.kind === 'collection') {
    yield* scanCollection(store, collection, plan.reverse ?? false)
    return
  }
  const plans = plan.kind === 'union' ? plan.plans : [plan]
  const repeats = plans.length > 1 || plans.some(({ index }) => index.arrays.size > 0)
  const seen = repeats ? new Set<number>() : undefined
  for (const each of plans) {
    for (const stored of scanIndex(store, collection, each)) {
      if (seen?.has(stored.record)) continue
      seen?.add(stored.record)
      yield stored
    }
  }
}

function* scanIndex(
  store: Store,
  collection: Collection,
  { index, ranges, reverse }: IndexPlan,
): Generator<Stored> {
  for (const range of reverse ? ranges.toReversed() : ranges) {
    yield* scanRange(store, collection, index.id, range, reverse)
  }
}

function* scanCollection(store: Store, collection: Collection, reverse: boolean): Generator<Stored> {
  const [after, order, start] = reverse ? ['<', 'DESC', Number.MAX_SAFE_INTEGER] : ['>', 'ASC', -1]
  const source = `SELECT id AS record, doc FROM d${collection.id} WHERE id ${after} ? ORDER BY id ${order} LIMIT ?`
  yield* inChunks((last, limit) => store.sql.all(source, [last ? Number(last.record) : start, limit]))
}

function* scanRange(
  store: Store,
  collection: Collection,
  index: number,
  { low, high }: Range,
  reverse: boolean,
): Generator<Stored> {
  const [after, until, order] = reverse ? ['<', '>=', 'DESC'] : ['>', '<', 'ASC']
  const source =
    `SELECT i.key, i.record, d.doc FROM i${index} i CROSS JOIN d${collection.id} d ON d.id = i.record ` +
    `WHERE (i.key, i.record) ${after} (?, ?) AND i.key ${until} ? ` +
    `ORDER BY i.key ${order}, i.record ${order} LIMIT ?`
  const [start, end] = reverse ? [high, low] : [low, high]
  yield* inChunks((last, limit) =>
    store.sql.all(source, [last ? blob(last.key) : start, last ? Number(last.record) : -1, end, limit]),
  )
}

/** Reads on from the last row of each chunk; the next chunk is sized by what the rows of the last one weighed. */
function* inChunks(read: (last: Row | undefined, limit: number) => Row[]): Generator<Stored> {
  let last: Row | undefined
  let limit = firstChunk
  for (;;) {
    const rows = read(last, limit)
    let bytes = 1
    for (const row of rows) {
      const stored = { record: Number(row.record), bytes: blob(row.doc) }
      bytes += stored.bytes.length
      yield stored
    }
    if (rows.length < limit) return
    last = rows.at(-1)
    limit = Math.max(1, Math.min(mostRows, Math.floor((chunkBytes * rows.length) / bytes)))
  }
}
