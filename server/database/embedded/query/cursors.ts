import { randomBytes } from 'node:crypto'
import { Long } from 'bson'
import { MongoError } from '../errors.ts'
import { keepingCollation } from '../values/collation.ts'
import { type Encodable, RawDocument } from '../values/encode.ts'
import { maxDocumentBytes } from '../wire/frames.ts'
import { TooMuchWork } from './meter.ts'

/** Idle for this long, a cursor is closed, as in MongoDB; with `noCursorTimeout` when a session would end. */
const idleMs = { cursor: 10 * 60_000, session: 30 * 60_000 }
export const firstBatchSize = 101

type Cursor = {
  namespace: string
  documents: Iterator<Buffer, unknown>
  /** Read from `documents`, but too large for the batch before. */
  held: Buffer | undefined
  usedAt: number
  idleMs: number
}

/** The open cursors of one reader's thread. */
export class Cursors {
  private readonly open = new Map<bigint, Cursor>()
  private readonly reader: number
  private readonly readers: number

  /** Ids are such that `id % readers` is the reader, so that a getMore finds its thread. */
  constructor(reader: number, readers: number) {
    this.reader = reader
    this.readers = readers
  }

  get(id: bigint, namespace: string): Cursor {
    const cursor = this.open.get(id)
    if (!cursor) throw new MongoError('CursorNotFound', `cursor id ${id} not found`)
    if (cursor.namespace !== namespace) {
      throw new MongoError(
        'Unauthorized',
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      )
    }
    cursor.usedAt = performance.now()
    return cursor
  }

  add(cursor: Cursor): bigint {
    this.closeIdle()
    const random = randomBytes(8).readBigUInt64BE() >> 2n
    const id = random - (random % BigInt(this.readers)) + BigInt(this.reader + this.readers)
    this.open.set(id, cursor)
    return id
  }

  close(id: bigint): boolean {
    return this.open.delete(id)
  }

  private closeIdle(): void {
    const now = performance.now()
    for (const [id, cursor] of this.open) {
      if (now - cursor.usedAt > cursor.idleMs) this.open.delete(id)
    }
  }
}

/**
 * The first batch of a query, as its command replies. What is left behind it stays in a cursor; without `cursors` (on
 * the writer's thread) there must be nothing left. @throws TooMuchWork
 */
export function firstBatch(
  cursors: Cursors | undefined,
  namespace: string,
  documents: Iterator<Buffer, unknown>,
  options: { batchSize: number; single: boolean; stays?: boolean },
): Map<string, Encodable> {
  const cursor: Cursor = {
    namespace,
    documents: keepingCollation(documents),
    held: undefined,
    usedAt: performance.now(),
    idleMs: options.stays ? idleMs.session : idleMs.cursor,
  }
  const { batch, done } = take(cursor, options.batchSize)
  let id = 0n
  if (!done && !options.single) {
    if (!cursors) throw new TooMuchWork()
    id = cursors.add(cursor)
  }
  return cursorReply('firstBatch', batch, id, namespace)
}

export function nextBatch(
  cursors: Cursors,
  id: bigint,
  namespace: string,
  batchSize: number,
): Map<string, Encodable> {
  const cursor = cursors.get(id, namespace)
  let taken: ReturnType<typeof take>
  try {
    taken = take(cursor, batchSize)
  } catch (error) {
    cursors.close(id)
    // Its collection or its index has been dropped since the last batch.
    if (error instanceof Error && /no such table/.test(error.message)) {
      throw new MongoError('QueryPlanKilled', `collection or index dropped: ${namespace}`)
    }
    throw error
  }
  if (taken.done) cursors.close(id)
  return cursorReply('nextBatch', taken.batch, taken.done ? 0n : id, namespace)
}

/** As many documents as were asked for and fit into one reply; one more is read, to know whether there is more. */
function take(cursor: Cursor, most: number): { batch: Buffer[]; done: boolean } {
  const batch: Buffer[] = []
  let bytes = 0
  for (;;) {
    if (!cursor.held) {
      const next = cursor.documents.next()
      if (next.done) return { batch, done: true }
      cursor.held = next.value
    }
    bytes += cursor.held.length
    if (batch.length >= most || (batch.length > 0 && bytes > maxDocumentBytes)) return { batch, done: false }
    batch.push(cursor.held)
    cursor.held = undefined
  }
}

function cursorReply(name: string, batch: Buffer[], id: bigint, namespace: string): Map<string, Encodable> {
  const cursor = new Map<string, Encodable>([
    [name, batch.map(bytes => new RawDocument(bytes))],
    ['id', Long.fromBigInt(id)],
    ['ns', namespace],
  ])
  return new Map([['cursor', cursor as Encodable]])
}
