import { once } from 'node:events'
import { deserialize } from 'bson'
import { expect } from 'chai'
import { refusal, useDatabase } from './connected.ts'
import { answerTo, message, mutated, open, opMsg } from './properties/messages.ts'

describe('the protocol of the embedded server', () => {
  const use = useDatabase()
  const onlyEmbedded = !process.env.MONGODB_URI

  before(function () {
    if (!onlyEmbedded) this.skip()
  })

  it('answers a command that arrives byte by byte, and two that arrive at once', async () => {
    const socket = await open(use.uri)
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
      expect(await answerTo(use.uri, bytes)).to.equal('closed')
    }
  })

  it('refuses what it does not know with MongoDB’s code', async () => {
    for (const [command, code] of [
      [{ shardCollection: 'x' }, 59],
      [{ find: 'x', unheard: 1 }, 40415],
      [{ find: '' }, 73],
      [{ find: 1 }, 73],
      [{ find: 'x', filter: 1 }, 14],
      [{ find: 'x', limit: -1 }, 51024],
      [{ insert: 'x' }, 40414],
      [{ insert: 'x', documents: [] }, 16],
      [{ find: 'x', collation: { locale: 'fr', strength: 4 } }, 238],
      [{ find: 'x', collation: { locale: 'nowhere' } }, 2],
      [{ mapReduce: 'x' }, 238],
      [{ replSetGetStatus: 1 }, 76],
      [{ commitTransaction: 1 }, 20],
      [{ find: 'x', txnNumber: 1 }, 20],
      [{ getMore: 5, collection: 'x' }, 43],
    ] as const) {
      expect((await refusal(use.db.command(command))).code, JSON.stringify(command)).to.equal(code)
    }
  })

  it('is harmed by no mutation of a message: other connections go on', async () => {
    const things = use.db.collection<{ _id: number }>('bystander')
    let round = 0
    for await (const answer of mutated(use.uri, 150, 20261)) {
      expect(answer === 'closed' || typeof answer === 'object').to.equal(true)
      if (round % 30 === 0) await things.insertOne({ _id: round })
      round += 1
    }
    expect(await things.countDocuments()).to.equal(5)
    await use.client.db('fuzz').dropDatabase()
  })

  it('refuses a sequence of documents that its command does not have, and reads none of them', async () => {
    const long = use.db.collection<{ _id: number }>('long')
    await long.insertMany(Array.from({ length: 1500 }, (_, _id) => ({ _id })))
    const command = { findAndModify: 'long', query: { a: 1 }, remove: true, $db: use.db.databaseName }
    const malformed = Buffer.from([8, 0, 0, 0, 99, 99, 99, 0])
    const name = Buffer.from('more\0')
    const section = Buffer.alloc(5)
    section.writeUInt8(1)
    section.writeInt32LE(4 + name.length + malformed.length, 1)
    const body = opMsg(command).subarray(16)
    const answer = await answerTo(use.uri, message(2013, Buffer.concat([body, section, name, malformed])))
    expect(answer).to.include({ ok: 0, code: 40415 })
    expect(await long.countDocuments()).to.equal(1500)
  })

  it('serves 500 connections at once, though half of them break off', async () => {
    const sockets = await Promise.all(Array.from({ length: 500 }, () => open(use.uri)))
    const ping = opMsg({ ping: 1, $db: 'admin' })
    const answers = sockets.map(async (socket, number) => {
      socket.on('error', () => {})
      if (number % 2 === 0) {
        socket.write(ping.subarray(0, number % ping.length))
        socket.destroy()
        return undefined
      }
      const answer = once(socket, 'data')
      socket.write(ping)
      const [bytes] = (await answer) as [Buffer]
      socket.destroy()
      return deserialize(bytes.subarray(21)).ok
    })
    const replies = await Promise.all(answers)
    expect(replies.filter(ok => ok === 1)).to.have.length(250)
    expect(await use.db.command({ ping: 1 })).to.include({ ok: 1 })
  })

  it('forgets a message that is cut short with its connection', async () => {
    const socket = await open(use.uri)
    socket.write(opMsg({ insert: 'cut', documents: [{ a: 1 }], $db: 'fuzz' }).subarray(0, 40))
    socket.end()
    socket.resume()
    await once(socket, 'close')
    expect(await use.client.db('fuzz').collection('cut').countDocuments()).to.equal(0)
  })
})
