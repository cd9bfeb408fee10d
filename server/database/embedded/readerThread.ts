import { parentPort, workerData } from 'node:worker_threads'
import { databaseOf, execute } from './commands/execute.ts'
import { failure, success } from './commands/reply.ts'
import { Cursors } from './query/cursors.ts'
import { Meter } from './query/meter.ts'
import { Store } from './storage/store.ts'
import { decode } from './values/decode.ts'
import { wholeNumber } from './values/numbers.ts'
import type { Request } from './wire/opMsg.ts'

/** A reader's thread: runs each command that it is sent against the last commit, and sends back the reply's bytes. */
const { folder, reader, readers } = workerData as { folder: string; reader: number; readers: number }
const store = new Store(folder)
const cursors = new Cursors(reader, readers)

parentPort?.on('message', ({ id, command }: { id: number; command: Uint8Array }) => {
  const bytes = Buffer.from(command.buffer, command.byteOffset, command.byteLength)
  parentPort?.postMessage({
    id,
    reply: answer({ command: decode(bytes), sequences: new Map(), wantsReply: true }),
  })
})

function answer(request: Request): Buffer {
  const { command } = request
  try {
    const context = {
      store,
      database: databaseOf(command),
      request,
      command,
      meter: new Meter(Number.POSITIVE_INFINITY, wholeNumber(command.get('maxTimeMS'))),
      cursors,
      connectionId: 0,
    }
    return success(store.snapshot(() => execute(context)))
  } catch (error) {
    return failure(error)
  }
}
