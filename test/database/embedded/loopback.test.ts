import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { deserialize } from 'bson'
import { expect } from 'chai'
import { Binary, MongoClient } from 'mongodb'
import { credentialsOf, ScramConversation } from '../../../server/database/embedded/scram.ts'
import { type EmbeddedServer, startEmbedded } from '../../../server/database/embedded/start.ts'
import { opMsg } from './properties/messages.ts'

const password = 'pencil, with = and é'

describe('the loopback address of the embedded server', () => {
  let folder: string
  let server: EmbeddedServer
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'soundings-loopback-'))
    server = await startEmbedded({ folder, loopback: { port: 0, user: 'tools', password } })
  })
  after(async () => {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const uri = (user: string, secret: string) =>
    `mongodb://${user}:${encodeURIComponent(secret)}@127.0.0.1:${server.port}/things?directConnection=true&serverSelectionTimeoutMS=2000`

  /** Replies to messages sent one after another on one connection; 'closed' where it ends instead. */
  const ask = async (...messages: Buffer[]): Promise<(Record<string, unknown> | 'closed')[]> => {
    const socket = connect(server.port as number, '127.0.0.1')
    socket.on('error', () => {})
    const closed = new Promise<'closed'>(resolve => socket.once('close', () => resolve('closed')))
    const replies: (Record<string, unknown> | 'closed')[] = []
    for (const message of messages) {
      socket.write(message)
      const reply = once(socket, 'data').then(
        ([data]) => deserialize((data as Buffer).subarray(21)),
        () => 'closed' as const,
      )
      replies.push(await Promise.race([reply, closed]))
    }
    socket.destroy()
    return replies
  }
  const payload = (text: string) => new Binary(Buffer.from(text))
  const start = {
    saslStart: 1,
    mechanism: 'SCRAM-SHA-256',
    payload: payload('n,,n=tools,r=0123456789abcdef'),
    $db: 'admin',
  }

  it('lets the stock driver in with its password by SCRAM-SHA-256', async () => {
    const client = await MongoClient.connect(uri('tools', password))
    const things = client.db().collection<{ _id: number }>('things')
    await things.insertOne({ _id: 1 })
    expect(await things.find().toArray()).to.deep.equal([{ _id: 1 }])
    await client.close()
  })

  it('refuses another password and another user alike', async () => {
    for (const address of [uri('tools', 'pen'), uri('others', password)]) {
      const refused = await MongoClient.connect(address).then(
        () => undefined,
        (error: { code?: number }) => error.code,
      )
      expect(refused).to.equal(18)
    }
  })

  it('answers nothing but greetings before', async () => {
    const [hello, find, insert] = await ask(
      opMsg({ hello: 1, $db: 'admin' }),
      opMsg({ find: 'things', $db: 'things' }),
      opMsg({ insert: 'things', documents: [{ _id: 2 }], $db: 'things' }),
    )
    expect(hello).to.include({ ok: 1 })
    expect([find, insert].map(reply => (reply as { code: number }).code)).to.deep.equal([13, 13])
  })

  it('closes the connection after a wrong proof, one out of turn, and a message too long for a stranger', async () => {
    const wrong = {
      saslContinue: 1,
      conversationId: 1,
      payload: payload('c=biws,r=0123456789abcdef,p=AAAA'),
      $db: 'admin',
    }
    const find = opMsg({ find: 'things', $db: 'things' })
    for (const messages of [
      [opMsg(start), opMsg(wrong), find],
      [opMsg(wrong), find],
    ]) {
      const replies = await ask(...messages)
      expect(replies.at(-2)).to.include({ code: 18 })
      expect(replies.at(-1)).to.equal('closed')
    }
    expect(await ask(opMsg({ ping: 1, text: 'x'.repeat(100_000), $db: 'admin' }))).to.deep.equal(['closed'])
    const [otherMechanism] = await ask(opMsg({ ...start, mechanism: 'SCRAM-SHA-1' }))
    expect(otherMechanism).to.include({ code: 334 })
  })

  it('proves by the password’s keys, as RFC 7677 has it', () => {
    // The RFC's own example fixes the salt and the iterations; ours has its own of each, so the proof is made anew.
    const credentials = credentialsOf('user', 'pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'))
    const conversation = new ScramConversation(credentials)
    const first = conversation.start('n,,n=user,r=rOprNGfwEbeRWgbNEkqO') ?? ''
    expect(first).to.match(/^r=rOprNGfwEbeRWgbNEkqO.+,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=15000$/)
    const nonce = /^r=([^,]+)/.exec(first)?.[1]
    const signed = `n=user,r=rOprNGfwEbeRWgbNEkqO,${first},c=biws,r=${nonce}`
    const signature = createHmac('sha256', credentials.storedKey).update(signed).digest()
    // Without the client's key there is no proof: the stored one alone does not do.
    const forged = credentials.storedKey.map((byte, at) => byte ^ (signature[at] ?? 0))
    expect(conversation.finish(`c=biws,r=${nonce},p=${Buffer.from(forged).toString('base64')}`)).to.equal(
      undefined,
    )
  })
})
