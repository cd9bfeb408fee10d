import { expect } from 'chai'
import mongoose from 'mongoose'
import { copyOf } from '../../server/responses/byMail/copy.ts'
import { addDraft, draftIdOf, newToken } from '../../server/responses/draftStore.ts'
import { findByOrigin } from '../../server/responses/store.ts'
import { addTexts } from '../../server/responses/textStore.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { headOf, type MailServer, refusal, startMailServer, textOf } from '../mail/mailServer.ts'
import { csrfIn, openSite, post, type Site } from '../site.ts'
import { answerAll, declaration, openConsultation, respondentTo } from './respondent.ts'

const from = { name: 'Soundings', address: 'no-reply@soundings.example' }
let networks = 0

/** Somebody at the page of mail of a private link, in a network of their own. */
function visitorOf(site: Site, token: string) {
  const agent = site.agent().set('X-Forwarded-For', `192.0.2.${++networks}`)
  const page = async (query = '') => plain((await agent.get(`/mail/${token}${query}`)).text)
  const send = async (fields: Record<string, unknown>) => {
    const _csrf = csrfIn(await page())
    const sent = await agent
      .post(`/mail/${token}`)
      .type('form')
      .send({ _csrf, ...fields })
    return { status: sent.status, text: plain(sent.text) }
  }
  return {
    page,
    ask: (email: string) => send({ email }),
    give: (code: string) => send({ code }),
  }
}

describe('What a respondent has mailed', () => {
  let server: MailServer
  let site: Site
  let consultation: string
  before(async () => {
    server = await startMailServer()
    site = await openSite({ mail: { smtpUrl: server.url, from }, proxies: 1 })
    consultation = await openConsultation()
  })
  after(() => Promise.all([site.close(), server.close()]))
  beforeEach(() => {
    server.received.length = 0
  })

  async function draft(): Promise<string> {
    return (await respondentTo(site, consultation)).token
  }
  async function sent(changes: Record<string, unknown> = {}): Promise<string> {
    const respondent = await respondentTo(site, consultation)
    await answerAll(respondent, changes)
    await respondent.send('send', declaration)
    return respondent.token
  }
  async function lastMail() {
    await site.runner.idle()
    const last = server.received.at(-1)
    if (!last) throw new Error('no mail came')
    return { to: last.to, head: headOf(last.message), text: textOf(last.message) }
  }
  const lastCode = async () => /^(\d{6})$/m.exec((await lastMail()).text)?.[1] ?? ''

  it('is the private link of a draft, once its address was checked by a code that tells a stranger nothing', async () => {
    const token = await draft()
    const visitor = visitorOf(site, token)
    expect(await visitor.page())
      .to.include('Have your private link sent to you')
      .and.include('type="email"')
    expect((await visitor.ask(' ines@example.org ')).status).to.equal(303)
    const { to, text } = await lastMail()
    expect(to).to.deep.equal(['ines@example.org'])
    expect(text)
      .not.to.include(token)
      .and.not.match(/How services|Test Bench|answer/)
    const code = await lastCode()
    expect(await visitor.page())
      .to.include('one-time-code')
      .and.not.include('ines@example')
    const wrong = await visitor.give(code === '000000' ? '111111' : '000000')
    expect(wrong.status).to.equal(422)
    expect(wrong.text).to.include('That is not the code').and.include('href="#code"')
    expect((await visitor.give('')).text).to.include('Enter the code from the mail')
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`
    await Promise.all([visitor.give(spaced), visitor.give(spaced)])
    const link = await lastMail()
    expect(link.to).to.deep.equal(['ines@example.org'])
    expect(link.text).to.include(`\nhttp://127.0.0.1/answer/${token}\n`)
    expect(server.received).to.have.length(2)
    expect(await visitor.page()).to.include('It is on its way.')
    for (const kept of ['mails', 'addressChecks']) {
      const all = await mongoose.connection.collection(kept).find().toArray()
      expect(all.length, kept).to.be.greaterThan(0)
      for (const each of all) expect(each, kept).not.to.have.property('sealed')
      expect(JSON.stringify(all), kept).not.to.include('ines@').and.not.include(token)
    }
  })

  it('is a copy of what was sent, as it was written, with the link of the receipt', async () => {
    const people = 'First line.\n\n.A dot.\n<script>alert(1)</script> שלום 🎉 =3D'
    const token = await sent({ people })
    expect((await site.agent().get(`/receipt/${token}`)).text).to.include(`href="/mail/${token}"`)
    const visitor = visitorOf(site, token)
    await visitor.ask('copy@example.org')
    await visitor.give(await lastCode())
    const { to, text, head } = await lastMail()
    const response = await findByOrigin(draftIdOf(token))
    expect(to).to.deep.equal(['copy@example.org'])
    expect(head.find(line => line.startsWith('Subject'))).to.include('=?UTF-8?')
    expect(text)
      .to.include(`\n* What would keep people?\n\n${people}\n`)
      .and.include('\n* What would help?\n\nBetter pay; More time\n')
      .and.include('\n* What is your role?\n\na senior official\n')
      .and.include(`\nhttp://127.0.0.1/receipt/${token}\n`)
      .and.include(response?.reference)
      .and.not.include('\n\n\n')
  })

  it('is no more than a mail can hold, and says so', async () => {
    const response = await findByOrigin(draftIdOf(await sent()))
    if (!response) throw new Error('nothing was sent')
    expect((await copyOf(response)).isCut).to.equal(false)
    const text = `x${'🎉'.repeat(300_000)}`
    const named = { consultation, respondent: response._id, question: 'obstacles', kind: 'answer' as const }
    await addTexts([{ _id: 'a-long-text', ...named, text, words: 1, nonAnswer: false }])
    const revisions = [{ at: new Date(), answers: { obstacles: { text: 'a-long-text' } } }]
    const { answers, isCut } = await copyOf({ ...response, revisions })
    const long = answers.find(({ question }) => question === 'What gets in the way?')?.answer ?? ''
    expect(isCut).to.equal(true)
    expect(long.length).to.be.within(399_000, 400_000)
    expect(long.isWellFormed()).to.equal(true)
  })

  it('is not sent to one who withdrew before its turn came', async () => {
    const token = await sent()
    const visitor = visitorOf(site, token)
    await visitor.ask('gone@example.org')
    const code = await lastCode()
    server.answers.recipient = refusal(451, 'Later')
    await visitor.give(code)
    await site.runner.idle()
    server.answers = {}
    const response = await findByOrigin(draftIdOf(token))
    await withdraw(consultation, response?._id ?? '')
    const mails = mongoose.connection.collection('mails')
    await mails.updateOne({ to: response?.reference }, { $set: { notBefore: new Date(0) } })
    await site.runner.idle()
    expect(await mails.findOne({ to: response?.reference })).to.include({ state: 'dropped' })
    expect(server.received).to.have.length(1)
  })

  it('asks for one whole address, and keeps what was entered', async () => {
    const visitor = visitorOf(site, await draft())
    for (const [email, message] of [
      ['', 'Enter your email address'],
      ['ines', 'in full, like name@example.com'],
      ['ines@example.org, eve@example.org', 'in full'],
      ['ines@example.org\r\nBcc: eve@example.org', 'in full'],
    ] as const) {
      const refused = await visitor.ask(email)
      expect(refused.status, email).to.equal(422)
      expect(refused.text, email).to.include(message).and.include('href="#email"')
    }
    expect((await visitor.ask('ines at home')).text).to.include('value="ines at home"')
    await site.runner.idle()
    expect(server.received).to.deep.equal([])
  })

  it('sends an address no more than three codes in an hour, whoever asks', async () => {
    for (let nth = 0; nth < 3; nth++)
      expect((await visitorOf(site, await draft()).ask('busy@example.org')).status).to.equal(303)
    const refused = await visitorOf(site, await draft()).ask('BUSY@example.org')
    expect(refused.text).to.include('Several codes went to this address in the last hour')
    await site.runner.idle()
    expect(server.received).to.have.length(3)
  })

  it('takes no code after five tries, nor asks for more than five with one link', async () => {
    const visitor = visitorOf(site, await draft())
    await visitor.ask('tried0@example.org')
    const code = await lastCode()
    const other = code === '000000' ? '111111' : '000000'
    await Promise.all(Array.from({ length: 5 }, () => visitor.give(other)))
    const late = await visitor.give(code)
    expect(late.text).to.include('was tried too often').and.include('type="email"')
    for (let nth = 1; nth < 5; nth++)
      expect((await visitor.ask(`tried${nth}@example.org`)).status).to.equal(303)
    expect((await visitor.ask('tried5@example.org')).text).to.include('Codes were asked for five times')
  })

  it('needs the private link, the token of its page, and a consultation that is open', async () => {
    const token = await draft()
    await site.agent().post(`/mail/${token}`).type('form').send({ email: 'ines@example.org' }).expect(403)
    await site.agent().get('/mail/nothing').expect(404)
    const past = new Date(Date.now() - 1000)
    const [closed, late] = [await openConsultation({ opensAt: past, closesAt: past }), newToken()]
    await addDraft(late, closed, 1, past)
    await site.agent().get(`/mail/${late}`).expect(303).expect('location', `/answer/${late}`)
  })
})

describe('What a respondent has mailed by a site without a mail server', () => {
  it('is said to be sent by hand, and by whom it can be read', async () => {
    const site = await openSite()
    const { token } = await respondentTo(site, await openConsultation())
    const visitor = visitorOf(site, token)
    expect(await visitor.page())
      .to.include('Somebody of The Test Bench sends each by hand')
      .and.include('the link, by which your answers can be read and changed')
    await visitor.ask('ines@example.org')
    expect(await visitor.page()).to.include('good for 48 hours')
    const owner = await site.signIn('owner', 'administrator')
    const list = (await owner.get('/desk/mail')).text
    expect(list).to.include('A code for an address, to whoever asked for it')
    const [, mail = ''] = /href="\/desk\/mail\/([^"]+)"/.exec(list) ?? []
    const code = /^(\d{6})$/m.exec((await owner.get(`/desk/mail/${mail}`)).text)?.[1] ?? ''
    await post(owner, `/desk/mail/${mail}/sent`, {}, '/desk/mail')
    await visitor.give(code)
    expect(await visitor.page()).to.include('The Test Bench is asked to send it to you')
    await site.close()
  })
})

function plain(html: string): string {
  return html.replace(/&#x([0-9A-F]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
}
