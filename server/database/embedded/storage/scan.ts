import type { Range } from '../indexes/bounds.ts'
import type { IndexPlan, Plan } from '../indexes/planner.ts'
import type { Collection } from './catalog.ts'
import type { Stored } from './records.ts'
import { blob, type SqlValue } from './sql.ts'
import type { Store } from './store.ts'

const firstChunk = 16
const mostRows = 512
const chunkBytes = 2 * 1024 * 1024

/** Whole keys that are looked up by one statement. */
const keysAtOnce = 16

/** A document of this many bytes or more is read alone, so that no chunk is longer than `mostRows` times this. */
const longBytes = 64 * 1024

/** What stands for a long document in a chunk: no BSON is this short. */
const longMark = Buffer.alloc(4)

/**
 * What a chunk of rows is read as: libsql takes five times as long to hand over each row as SQLite to find it, so all
 * documents of a chunk come as one blob, one behind the other, and the numbers of their records as a list.
 */
const joined = "CAST(group_concat(doc, '') AS BLOB) AS docs, group_concat(record) AS records"
const shortDoc = `iif(length(doc) < ${longBytes}, doc, x'${longMark.toString('hex')}') AS doc`

/**
 * The documents of a plan, in its order, each once. They are read in chunks, and no statement stays open between
 * them: a caller may stop for as long as it likes, and what changes meanwhile is seen or not, as in MongoDB. Their
 * bytes are views of what was read together: who keeps some of them for long copies them. With `few` no more
 * documents are read at first than the caller hopes to need.
 */
export function scan(store: Store, collection: Collection, plan: Plan, few = firstChunk): Iterable<Stored> {
  if (plan.kind === 'index' && plan.whole && plan.ranges.length === 1) {
    return withKeys(store, collection, plan.index.id, [plan.ranges[0]?.low ?? Buffer.alloc(0)], false)
  }
  return inTurn(store, collection, plan, few)
}

function* inTurn(
  store: Store,
  collection: Collection,
  plan: Plan,
  few: number,
): Generator<Stored, undefined> {
  const first = Math.min(few, firstChunk)
  const plans = plan.kind === 'union' ? plan.plans : plan.kind === 'index' ? [plan] : []
  const repeats = plans.length > 1 || plans.some(({ index }) => index.arrays.size > 0)
  const seen = repeats ? new Set<number>() : undefined
  const chunks =
    plan.kind === 'collection'
      ? chunksOfCollection(store, collection, plan.reverse ?? false, first)
      : chunksOfIndexes(store, collection, plans, first)
  for (const chunk of chunks) {
    for (const stored of chunk) {
      if (seen?.has(stored.record)) continue
      seen?.add(stored.record)
      if (stored.bytes.length > longMark.length) yield stored
      else yield* longDocument(store, collection, stored.record)
    }
  }
}

/** Nothing where it was removed since its chunk was read. */
function* longDocument(store: Store, { id }: Collection, record: number): Generator<Stored, undefined> {
  const row = store.sql.get(`SELECT doc FROM d${id} WHERE id = ?`, [record])
  if (row) yield { record, bytes: blob(row.doc) }
}

function* chunksOfIndexes(
  store: Store,
  collection: Collection,
  plans: IndexPlan[],
  first: number,
): Generator<Stored[], undefined> {
  for (const { index, ranges, reverse, whole } of plans) {
    const inOrder = reverse ? ranges.toReversed() : ranges
    if (whole) {
      for (let at = 0; at < inOrder.length; at += keysAtOnce) {
        const keys = inOrder.slice(at, at + keysAtOnce).map(({ low }) => low)
        yield withKeys(store, collection, index.id, keys, reverse)
      }
    } else {
      for (const range of inOrder) {
        yield* chunksOfRange(store, collection, index.id, range, reverse, first)
      }
    }
  }
}

/** What has one of some whole keys of a unique index. */
function withKeys(
  store: Store,
  { id }: Collection,
  index: number,
  keys: Buffer[],
  reverse: boolean,
): Stored[] {
  const [first] = keys
  if (!first) return []
  const from = `FROM i${index} i CROSS JOIN d${id} d ON d.id = i.record`
  if (keys.length === 1) {
    const row = store.sql.columns(`SELECT i.record, d.doc ${from} WHERE i.key = ?`, [first])
    return row ? [{ record: Number(row[0]), bytes: blob(row[1]) }] : []
  }
  const places = Array(keysAtOnce).fill('?').join(', ')
  const order = reverse ? 'DESC' : 'ASC'
  const source =
    `SELECT ${joined} FROM (SELECT i.record AS record, ${shortDoc} ${from} ` +
    `WHERE i.key IN (${places}) ORDER BY i.key ${order} LIMIT ${keysAtOnce})`
  const parameters = Array.from({ length: keysAtOnce }, (_, position) => keys[position] ?? first)
  const [docs, records] = store.sql.columns(source, parameters) ?? []
  return docs ? apart(blob(docs), String(records)) : []
}

function chunksOfCollection(
  store: Store,
  { id }: Collection,
  reverse: boolean,
  first: number,
): Generator<Stored[], undefined> {
  const [after, order, start] = reverse ? ['<', 'DESC', Number.MAX_SAFE_INTEGER] : ['>', 'ASC', -1]
  const source =
    `SELECT ${joined} FROM (SELECT id AS record, ${shortDoc} FROM d${id} ` +
    `WHERE id ${after} ? ORDER BY id ${order} LIMIT ?)`
  return inChunks(store, source, first, last => [last?.record ?? start])
}

function chunksOfRange(
  store: Store,
  { id }: Collection,
  index: number,
  { low, high }: Range,
  reverse: boolean,
  first: number,
): Generator<Stored[], undefined> {
  const [after, until, order, farthest] = reverse ? ['<', '>=', 'DESC', 'min'] : ['>', '<', 'ASC', 'max']
  const source =
    `SELECT ${joined}, ${farthest}(key) AS key FROM (SELECT i.key AS key, i.record AS record, ${shortDoc} ` +
    `FROM i${index} i CROSS JOIN d${id} d ON d.id = i.record ` +
    `WHERE (i.key, i.record) ${after} (?, ?) AND i.key ${until} ? ` +
    `ORDER BY i.key ${order}, i.record ${order} LIMIT ?)`
  const [start, end] = reverse ? [high, low] : [low, high]
  return inChunks(store, source, first, last => [last?.key ?? start, last?.record ?? -1, end])
}

/** Where a chunk ended: its last record, and that one's key where it came by an index. */
type Last = { record: number; key: Buffer | undefined }

/** Reads on from where each chunk ended; the next is sized by what the documents of the last one weighed. */
function* inChunks(
  store: Store,
  source: string,
  first: number,
  from: (last: Last | undefined) => SqlValue[],
): Generator<Stored[], undefined> {
  let last: Last | undefined
  let limit = first
  for (;;) {
    const [docs, records, key] = store.sql.columns(source, [...from(last), limit]) ?? []
    if (!docs) return
    const bytes = blob(docs)
    const rows = apart(bytes, String(records))
    yield rows
    if (rows.length < limit) return
    last = { record: rows.at(-1)?.record ?? -1, key: key ? blob(key) : undefined }
    const fitting = Math.floor((chunkBytes * rows.length) / bytes.length)
    limit = Math.max(1, Math.min(mostRows, limit * firstChunk, fitting))
  }
}

/** The documents of a chunk, each with its record: BSON begins with its own length. */
function apart(docs: Buffer, records: string): Stored[] {
  let at = 0
  return records.split(',').map(record => {
    const start = at
    at += docs.readInt32LE(start) || longMark.length
    return { record: Number(record), bytes: docs.subarray(start, at) }
  })
}
