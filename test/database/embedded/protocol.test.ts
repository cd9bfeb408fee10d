import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { deserialize, serialize } from 'bson'
import { expect } from 'chai'
import { refusal, useDatabase } from './connected.ts'

/** A small generator with a seed, so that a failure can be seen again. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function message(opCode: number, body: Buffer, length = 16 + body.length): Buffer {
  const header = Buffer.alloc(16)
  header.writeInt32LE(length, 0)
  header.writeInt32LE(7, 4)
  header.writeInt32LE(opCode, 12)
  return Buffer.concat([header, body])
}

function opMsg(command: object, flags = 0): Buffer {
  const prefix = Buffer.alloc(5)
  prefix.writeUInt32LE(flags, 0)
  return message(2013, Buffer.concat([prefix, serialize(command)]))
}

describe('the protocol of the embedded server', () => {
  const use = useDatabase()
  const onlyEmbedded = !process.env.MONGODB_URI

  before(function () {
    if (!onlyEmbedded) this.skip()
  })

  async function open(): Promise<Socket> {
    const host = new URL(use.uri.replace('mongodb://', 'http://x/')).pathname.split('/')[1] ?? ''
    const socket = connect(decodeURIComponent(host))
    await once(socket, 'connect')
    return socket
  }

  /** What the server answers to these bytes: a document, or that it closes the connection. */
  async function answerTo(bytes: Buffer): Promise<Record<string, unknown> | 'closed'> {
    const socket = await open()
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

  it('answers a command that arrives byte by byte, and two that arrive at once', async () => {
    const socket = await open()
    const ping = opMsg({ ping: 1, $db: 'admin' })
    for (const byte of ping) socket.write(Buffer.of(byte))
    const [first] = (await once(socket, 'data')) as [Buffer]
    expect(deserialize(first.subarray(21)).ok).to.equal(1)
    socket.write(Buffer.concat([ping, ping]))
    let received = 0
    while (received < 2 * first.length) received += ((await once(socket, 'data')) as [Buffer])[0].length
    expect(received).to.equal(2 * first.length)
    socket.destroy()
  })

  it('closes a connection at what is malformed, oversized or not its protocol', async () => {
    const good = opMsg({ ping: 1, $db: 'admin' })
    const broken = Buffer.from(good)
    broken.writeInt32LE(9999, 21)
    for (const bytes of [
      message(2013, Buffer.alloc(0)),
      message(2013, Buffer.alloc(5), 48_000_001),
      message(2013, Buffer.alloc(5), -1),
      message(2012, Buffer.alloc(30)),
      message(9, Buffer.alloc(30)),
      opMsg({ ping: 1, $db: 'admin' }, 4),
      broken,
      Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
    ]) {
      expect(await answerTo(bytes)).to.equal('closed')
    }
  })

  it('refuses what it does not know with MongoDB’s code', async () => {
    for (const [command, code] of [
      [{ shardCollection: 'x' }, 59],
      [{ find: 'x', unheard: 1 }, 40415],
      [{ find: '' }, 73],
      [{ find: 1 }, 73],
      [{ find: 'x', filter: 1 }, 14],
      [{ find: 'x', limit: -1 }, 2],
      [{ insert: 'x' }, 40414],
      [{ insert: 'x', documents: [] }, 16],
      [{ find: 'x', collation: { locale: 'fr' } }, 238],
      [{ find: 'x', txnNumber: 1 }, 20],
      [{ getMore: 5, collection: 'x' }, 43],
    ] as const) {
      expect((await refusal(use.db.command(command))).code, JSON.stringify(command)).to.equal(code)
    }
  })

  it('is harmed by no mutation of a message: other connections go on', async () => {
    const random = seeded(20261)
    const things = use.db.collection<{ _id: number }>('bystander')
    const seeds = [
      opMsg({ insert: 'fuzzed', documents: [{ a: [1, { b: 'x' }], c: new Date(0) }], $db: 'fuzz' }),
      opMsg({ find: 'fuzzed', filter: { a: { $in: [1, 'x'] } }, sort: { a: 1 }, $db: 'fuzz' }),
      opMsg({ update: 'fuzzed', updates: [{ q: {}, u: { $push: { a: { $each: [1] } } } }], $db: 'fuzz' }),
      opMsg({ aggregate: 'fuzzed', pipeline: [{ $group: { _id: '$a' } }], cursor: {}, $db: 'fuzz' }),
    ]
    for (let round = 0; round < 150; round++) {
      const bytes = Buffer.from(seeds[round % seeds.length] ?? '')
      // The length stays whole, so that the server has all it waits for.
      for (let change = 0; change < 3; change++) {
        bytes[16 + Math.floor(random() * (bytes.length - 16))] = Math.floor(random() * 256)
      }
      const answer = await answerTo(bytes)
      expect(answer === 'closed' || typeof answer === 'object').to.equal(true)
      if (round % 30 === 0) await things.insertOne({ _id: round })
    }
    expect(await things.countDocuments()).to.equal(5)
    await use.client.db('fuzz').dropDatabase()
  })

  it('forgets a message that is cut short with its connection', async () => {
    const socket = await open()
    socket.write(opMsg({ insert: 'cut', documents: [{ a: 1 }], $db: 'fuzz' }).subarray(0, 40))
    socket.end()
    socket.resume()
    await once(socket, 'close')
    expect(await use.client.db('fuzz').collection('cut').countDocuments()).to.equal(0)
  })
})
