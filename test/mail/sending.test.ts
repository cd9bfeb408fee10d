import { expect } from 'chai'
import type { Letter, Mail, Written } from '../../server/mail/mail.ts'
import {
  claimMail,
  dropUseless,
  findMail,
  markHanding,
  sendAgain,
  takeUpAbandoned,
} from '../../server/mail/mailStore.ts'
import { mailIdOf, Post } from '../../server/mail/post.ts'
import { send } from '../../server/mail/sending/send.ts'
import { openSite, type Site } from '../site.ts'
import { headOf, type MailServer, refusal, startMailServer, textOf } from './mailServer.ts'

const minute = 60_000
const day = 24 * 60 * minute
const from = { name: 'The Test Bench', address: 'bench@soundings.example' }

describe('A mail', () => {
  let site: Site
  let server: MailServer
  let post: Post
  let written: Written
  let cause = 0
  const now = new Date()
  const later = (ms: number) => new Date(now.getTime() + ms)

  before(async () => {
    site = await openSite()
    server = await startMailServer()
  })
  after(() => Promise.all([site.close(), server.close()]))
  beforeEach(() => {
    server.answers = {}
    server.received.length = 0
    written = { to: 'ada@example.org', subject: 'Your words', text: 'Hello.\n' }
    post = new Post({ mail: { smtpUrl: server.url, from }, sessionSecret: 's'.repeat(32) })
    post.register('approval', async () => written)
  })

  /** Asks for a mail of a cause of its own. */
  async function ask(changes: { secrets?: Record<string, string>; until?: Date } = {}): Promise<string> {
    cause++
    const asked = {
      kind: 'approval' as const,
      cause: String(cause),
      to: 'SND-1',
      about: {},
      until: later(day),
    }
    await post.ask({ ...asked, ...changes }, now)
    return mailIdOf('approval', String(cause))
  }
  const trySending = (id: string, at = now, by = post) => send({ smtpUrl: server.url, from }, by, id, at)
  async function mailOf(id: string): Promise<Mail> {
    const found = await findMail(id)
    if (!found) throw new Error(`no mail ${id}`)
    return found
  }
  /** Sends a letter, and returns what the server was given. */
  async function sent(letter: Partial<Letter>) {
    written = { to: 'ada@example.org', subject: 'Your words', text: 'Hello.\n', ...letter }
    await trySending(await ask())
    const [given] = server.received
    if (!given) throw new Error('the server was given nothing')
    return { ...given, head: headOf(given.message), text: textOf(given.message) }
  }

  it('is sent once for one cause, however often it is asked for and tried', async () => {
    const asked = { kind: 'approval' as const, cause: 'once', to: 'SND-1', about: {}, until: later(day) }
    expect(
      await Promise.all([post.ask(asked, now), post.ask(asked, now), post.ask(asked, now)]),
    ).to.have.members([true, false, false])
    const id = mailIdOf('approval', 'once')
    await Promise.all([trySending(id), trySending(id), trySending(id)])
    await post.ask(asked, now)
    await trySending(id)
    expect(server.received).to.have.length(1)
    expect(await mailOf(id)).to.include({ state: 'sent', attempts: 1 })
  })

  it('goes to its one address as plain text, by a sender and an id of the site', async () => {
    const { to, head, text } = await sent({ text: 'A line.\n\n.Another, with a dot before it.\n' })
    expect(to).to.deep.equal(['ada@example.org'])
    expect(head).to.include.members([
      'From: The Test Bench <bench@soundings.example>',
      'To: ada@example.org',
      'Subject: Your words',
      'Auto-Submitted: auto-generated',
    ])
    expect(head.find(line => line.startsWith('Message-ID'))).to.match(/<[\w-]{16}@soundings\.example>$/)
    expect(head.find(line => line.startsWith('Content-Type'))).to.include('text/plain; charset=utf-8')
    expect(text).to.equal('A line.\n\n.Another, with a dot before it.\n')
  })

  it('keeps what other alphabets write, and breaks long lines so that no server does', async () => {
    const words = `${'Zażółć 🎉 שלום مرحبا '.repeat(200)}https://soundings.example/approve/abc`
    const { message, text, head } = await sent({ subject: 'Łódź: שלום', text: `${words}\n` })
    expect(text).to.equal(`${words}\n`)
    for (const line of message.split('\r\n')) expect(Buffer.byteLength(line)).to.be.at.most(998)
    expect(head.find(line => line.startsWith('Subject'))).to.match(/^Subject: =\?UTF-8\?/)
  })

  it('gains no header and no recipient from a subject or an address with line breaks', async () => {
    const { to, head } = await sent({ subject: 'Yours\r\nBcc: eve@example.org' })
    expect(to).to.deep.equal(['ada@example.org'])
    expect(head.filter(line => /^bcc/i.test(line))).to.deep.equal([])
    for (const address of [
      'ada@example.org, eve@example.org',
      'ada@example.org\r\nRCPT TO:<eve@example.org>',
      'Ada <ada@example.org>',
      'ada',
      '@example.org',
      'ada@localhost',
      'ada@example.org\u202e',
      '',
    ]) {
      server.received.length = 0
      written = { to: address, subject: 'Yours', text: 'Hello.\n' }
      const id = await ask()
      await trySending(id)
      expect(server.received, address).to.deep.equal([])
      expect(await mailOf(id), address).to.include({ state: 'failed' })
    }
  })

  it('is not sent any more where its writer says so, or once it is of no use', async () => {
    written = { dropped: 'They answered already.' }
    const id = await ask({ secrets: { token: 'x' } })
    await trySending(id)
    expect(await mailOf(id)).to.include({ state: 'dropped', problem: 'They answered already.' })
    expect(await mailOf(id)).not.to.have.property('sealed')
    const old = await ask({ secrets: { token: 'x' }, until: later(minute) })
    await dropUseless(later(2 * minute))
    await trySending(old, later(2 * minute))
    expect(await mailOf(old)).to.include({ state: 'dropped' })
    expect(await mailOf(old)).not.to.have.property('sealed')
    expect(server.received).to.deep.equal([])
  })

  it('waits longer after each try that the server puts off, and is given up in the end', async () => {
    server.answers.recipient = refusal(451, 'Busy with <ada@example.org>, see https://mail.example.org/x')
    const id = await ask()
    const pauses: number[] = []
    let at = now
    for (;;) {
      await trySending(id, at)
      const { state, notBefore, problem } = await mailOf(id)
      expect(problem)
        .to.include('put it off')
        .and.not.match(/ada@|https:/)
      if (state === 'failed') break
      expect(await trySending(id, new Date(notBefore.getTime() - 1))).to.equal(undefined)
      pauses.push((notBefore.getTime() - at.getTime()) / minute)
      at = notBefore
    }
    expect(pauses).to.deep.equal([1, 5, 15, 60, 180, 360, 720])
    server.answers = {}
    expect(await sendAgain(id, now)).to.equal(true)
    await trySending(id)
    expect((await mailOf(id)).state).to.equal('sent')
    expect(await sendAgain(id, now)).to.equal(false)
  })

  it('fails at once where the server refuses its recipient or its message, but not where it refuses the site', async () => {
    for (const [where, state] of [
      ['recipient', 'failed'],
      ['message', 'failed'],
      ['sender', 'waiting'],
    ] as const) {
      server.answers = { [where]: refusal(550, 'No') }
      const id = await ask()
      await trySending(id)
      expect((await mailOf(id)).state, where).to.equal(state)
    }
  })

  it('waits where the server cannot be reached, and has the others wait too', async () => {
    const closed = await startMailServer()
    await closed.close()
    const id = await ask()
    const tried = await send({ smtpUrl: closed.url, from }, post, id, now)
    expect(tried?.outcome).to.include({ is: 'later', everybody: true })
    expect(await mailOf(id)).to.include({ state: 'waiting', attempts: 1 })
  })

  it('is said to be unsure, and left to a person, where the server hangs up before it says that it has it', async () => {
    server.answers.hangUp = true
    const id = await ask()
    await trySending(id)
    expect((await mailOf(id)).state).to.equal('unsure')
    server.answers = {}
    await takeUpAbandoned(later(day))
    await trySending(id, later(day))
    expect(server.received).to.deep.equal([])
    expect(await sendAgain(id, now)).to.equal(true)
    await trySending(id)
    expect(server.received).to.have.length(1)
  })

  it('is taken up after a kill where no server had it, and is unsure where one may have', async () => {
    const [before, during] = [await ask(), await ask()]
    await claimMail(before, now)
    const claimed = await claimMail(during, now)
    if (claimed) await markHanding(claimed)
    await takeUpAbandoned(later(minute))
    expect([(await mailOf(before)).state, (await mailOf(during)).state]).to.deep.equal(['sending', 'handing'])
    await takeUpAbandoned(later(day))
    expect(await mailOf(before)).to.include({ state: 'waiting' })
    expect(await mailOf(during)).to.include({ state: 'unsure' })
    // The process was only slow: what it claimed is another's now.
    if (claimed)
      await markHanding(claimed).then(
        () => expect.fail('it was handed over twice'),
        error => expect(String(error)).to.include('another'),
      )
  })

  it('keeps no address, and its private link only sealed and until it is settled', async () => {
    const secrets = { token: 'the-token-of-a-link' }
    const id = await ask({ secrets })
    const kept = await mailOf(id)
    expect(JSON.stringify(kept)).not.to.match(/the-token|ada@/)
    const seen: Record<string, string>[] = []
    post.register('approval', async (_mail, given) => {
      seen.push(given)
      return written
    })
    const other = new Post({ mail: { smtpUrl: server.url, from }, sessionSecret: 'o'.repeat(32) })
    other.register('approval', async () => written)
    expect(await other.write(kept, now)).to.have.property('dropped')
    await trySending(id)
    expect(seen).to.deep.equal([secrets])
    expect(await mailOf(id)).not.to.have.property('sealed')
  })

  it('that cannot be written is put off, and the fault is told to the log', async () => {
    post.register('approval', async () => {
      throw new Error('a fault of ours')
    })
    const id = await ask()
    await trySending(id).then(
      () => expect.fail('it told nobody'),
      error => expect(String(error)).to.include('a fault of ours'),
    )
    expect(await mailOf(id)).to.include({ state: 'waiting', attempts: 1 })
  })
})
