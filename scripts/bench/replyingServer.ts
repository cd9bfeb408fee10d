/** A worker thread with a server that parses each message, stores nothing, and replies with the same document: the most that a client can get. */
import { createServer } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { Long, serialize } from 'bson'
import { serve } from '../../server/database/embedded/connection.ts'
import type { Engine } from '../../server/database/embedded/engine.ts'
import type { Request } from '../../server/database/embedded/wire/opMsg.ts'
import { benchEntry } from './database/entry.ts'

const hello = {
  helloOk: true,
  isWritablePrimary: true,
  maxBsonObjectSize: 16 * 1024 * 1024,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  minWireVersion: 0,
  maxWireVersion: 21,
  ok: 1,
}
const greeting = Buffer.from(serialize(hello))
const done = Buffer.from(serialize({ n: 1, ok: 1 }))
/** What a find gets: documents as those that the benches read, one where one was asked for, else ten. */
const [one, ten] = [1, 10].map(count => {
  const firstBatch = Array.from({ length: count }, (_, _id) => benchEntry(_id))
  return Buffer.from(serialize({ cursor: { id: Long.ZERO, ns: 'soundings.entries', firstBatch }, ok: 1 }))
}) as [Buffer, Buffer]

const engine: Pick<Engine, 'submit'> = {
  submit({ command }: Request, _connection: number, reply: (document: Buffer) => void) {
    const isGreeting = ['hello', 'ismaster', 'isMaster'].some(name => command.has(name))
    const found = command.has('limit') ? one : ten
    setImmediate(reply, isGreeting ? greeting : command.has('find') ? found : done)
  },
}

createServer(socket => serve(socket, engine as Engine)).listen(workerData as string, () => {
  parentPort?.postMessage('ready')
})
