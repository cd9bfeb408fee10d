import { parentPort, workerData } from 'node:worker_threads'
import { databaseOf, execute } from './commands/execute.ts'
import { failure, success } from './commands/reply.ts'
import { collationFor, searchOf } from './commands/searches.ts'
import { Cursors } from './query/cursors.ts'
import { find } from './query/find.ts'
import { Meter } from './query/meter.ts'
import { asBuffer, type ReaderReply, type ReaderTask } from './readers.ts'
import { Store } from './storage/store.ts'
import { withCollation } from './values/collation.ts'
import { decode } from './values/decode.ts'
import { wholeNumber } from './values/numbers.ts'
import type { Document } from './values/types.ts'

/** A reader's thread: answers each task from the last commit, and never writes. */
const { folder, reader, readers } = workerData as { folder: string; reader: number; readers: number }
const store = new Store(folder)
const cursors = new Cursors(reader, readers)

/** How many candidates a write of one document is given, in case others change the first ones meanwhile. */
const spare = 10

parentPort?.on('message', ({ id, task, command }: ReaderTask) => {
  const bytes = asBuffer(command)
  const answer = task === 'run' ? { bytes: run(bytes), records: undefined } : search(bytes)
  parentPort?.postMessage({ id, ...answer } satisfies ReaderReply)
})

function run(bytes: Buffer): Buffer {
  try {
    const command = decode(bytes)
    const context = {
      store,
      database: databaseOf(command),
      request: { command, sequences: new Map<string, Buffer[]>(), wantsReply: true },
      command,
      meter: new Meter(undefined, wholeNumber(command.get('maxTimeMS'))),
      cursors,
      connectionId: 0,
    }
    return success(store.snapshot(() => execute(context)))
  } catch (error) {
    return failure(error)
  }
}

/** The writer asks the filter again of what is found here. What fails may not end the thread, which has cursors. */
function search(bytes: Buffer): Omit<ReaderReply, 'id'> {
  try {
    return { bytes: Buffer.alloc(0), records: recordsFor(decode(bytes)) }
  } catch (error) {
    return { bytes: failure(error), records: undefined }
  }
}

function recordsFor(command: Document): number[] {
  const [name] = command.values()
  const wanted = searchOf(command)
  const database = databaseOf(command)
  return store.snapshot(() => {
    const collection = store.catalog.find(database, String(name))
    if (!collection || !wanted) return []
    const limit = isSingle(command) ? spare : 0
    return withCollation(collationFor({ store, database }, command), () =>
      [...find(store, collection, { ...wanted, limit, fields: new Set() }, new Meter())].map(
        ({ record }) => record,
      ),
    )
  })
}

/** Whether the write is of one document. */
function isSingle(command: Document): boolean {
  const list = command.get('updates') ?? command.get('deletes')
  if (!Array.isArray(list)) return true
  const [statement] = list as Document[]
  return command.has('updates')
    ? statement?.get('multi') !== true
    : wholeNumber(statement?.get('limit')) === 1
}
