import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { deserialize, serialize } from 'bson'

/** A small generator with a seed, so that a failure can be seen again. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

export function message(opCode: number, body: Buffer, length = 16 + body.length): Buffer {
  const header = Buffer.alloc(16)
  header.writeInt32LE(length, 0)
  header.writeInt32LE(7, 4)
  header.writeInt32LE(opCode, 12)
  return Buffer.concat([header, body])
}

export function opMsg(command: object, flags = 0): Buffer {
  const prefix = Buffer.alloc(5)
  prefix.writeUInt32LE(flags, 0)
  return message(2013, Buffer.concat([prefix, serialize(command)]))
}

/** A raw connection to the embedded server of an address. */
export async function open(uri: string): Promise<Socket> {
  const host = new URL(uri.replace('mongodb://', 'http://x/')).pathname.split('/')[1] ?? ''
  const socket = connect(decodeURIComponent(host))
  await once(socket, 'connect')
  return socket
}

/** What the server answers to these bytes: a document, or that it closes the connection. */
export async function answerTo(uri: string, bytes: Buffer): Promise<Record<string, unknown> | 'closed'> {
  const socket = await open(uri)
  socket.on('error', () => {})
  const answer = Promise.race([
    once(socket, 'data').then(
      ([data]) => deserialize((data as Buffer).subarray(21)) as Record<string, unknown>,
    ),
    once(socket, 'close').then(() => 'closed' as const),
  ])
  socket.write(bytes)
  const result = await answer
  socket.destroy()
  return result
}

const valid = [
  opMsg({ insert: 'fuzzed', documents: [{ a: [1, { b: 'x' }], c: new Date(0) }], $db: 'fuzz' }),
  opMsg({ find: 'fuzzed', filter: { a: { $in: [1, 'x'] } }, sort: { a: 1 }, $db: 'fuzz' }),
  opMsg({ update: 'fuzzed', updates: [{ q: {}, u: { $push: { a: { $each: [1] } } } }], $db: 'fuzz' }),
  opMsg({ aggregate: 'fuzzed', pipeline: [{ $group: { _id: '$a' } }], cursor: {}, $db: 'fuzz' }),
  opMsg({
    aggregate: 'fuzzed',
    pipeline: [
      {
        $set: {
          d: { $dateTrunc: { date: '$c', unit: 'day', timezone: 'Europe/London' } },
          r: { $range: [0, 9] },
        },
      },
      { $setWindowFields: { sortBy: { d: 1 }, output: { n: { $sum: 1, window: { documents: [-1, 1] } } } } },
    ],
    collation: { locale: 'en', strength: 2 },
    cursor: {},
    $db: 'fuzz',
  }),
  opMsg({
    create: 'ruled',
    validator: { $jsonSchema: { properties: { a: { bsonType: 'int' } } } },
    $db: 'fuzz',
  }),
  opMsg({
    bulkWrite: 1,
    ops: [{ update: 0, filter: { a: 1 }, updateMods: [{ $set: { a: 2 } }], upsert: true }],
    nsInfo: [{ ns: 'fuzz.fuzzed' }],
    $db: 'admin',
  }),
]

/** Sends a valid message with three bytes changed, `rounds` times, and gives each answer: a document, or 'closed'. */
export async function* mutated(
  uri: string,
  rounds: number,
  seed: number,
): AsyncGenerator<Record<string, unknown> | 'closed'> {
  const random = seeded(seed)
  for (let round = 0; round < rounds; round++) {
    const bytes = Buffer.from(valid[round % valid.length] ?? '')
    // The length stays whole, so that the server has all it waits for.
    for (let change = 0; change < 3; change++) {
      bytes[16 + Math.floor(random() * (bytes.length - 16))] = Math.floor(random() * 256)
    }
    yield await answerTo(uri, bytes)
  }
}
