import { expect } from 'chai'
import mongoose from 'mongoose'
import { listApprovals } from '../../server/findings/approvals/store.ts'
import type { MailKind } from '../../server/mail/mail.ts'
import { findMail } from '../../server/mail/mailStore.ts'
import { mailIdOf } from '../../server/mail/post.ts'
import { removeIdentity } from '../../server/responses/identityStore.ts'
import { findResponse } from '../../server/responses/store.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { askingOf } from '../../server/testimony/approvals/token.ts'
import { headOf, type MailServer, refusal, startMailServer, textOf } from '../mail/mailServer.ts'
import { addChapter, type Chapter } from '../reports/publication/published.ts'
import { type Agent, csrfIn, openSite, type Person, post, type Site } from '../site.ts'

describe('Mail about approvals', () => {
  let server: MailServer
  let site: Site
  let author: Agent
  let person: Person
  let chapter: Chapter
  let desk: string
  before(async () => {
    server = await startMailServer()
    const from = { name: 'Soundings', address: 'no-reply@soundings.example' }
    site = await openSite({ mail: { smtpUrl: server.url, from } })
    person = await site.addPerson('author')
    author = site.agent()
    await post(author, '/desk/sign-in', { email: person.email, password: person.password })
  })
  after(() => Promise.all([site.close(), server.close()]))

  async function begin(who: Parameters<typeof addChapter>[1] = {}): Promise<void> {
    chapter = await addChapter(site, { approval: true, ...who })
    desk = `/desk/${chapter.consultation}/approvals`
    server.received.length = 0
  }
  const page = async () => plain((await author.get(desk).expect(200)).text)
  async function ask(): Promise<void> {
    const { text } = await author.get(desk)
    const form = ['report', 'respondent', 'hash'].map(name => [
      name,
      new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? '',
    ])
    await post(author, desk, Object.fromEntries(form), desk)
  }
  async function approval() {
    const [found] = await listApprovals(chapter.consultation)
    if (!found) throw new Error('nobody was asked')
    return found
  }
  const remind = async () => post(author, `${desk}/${(await approval())._id}/remind`, {}, desk)
  const mailOf = async (kind: MailKind) => findMail(mailIdOf(kind, askingOf(await approval())))
  /** The links of what was mailed to Ada, as they are on this site. */
  const linksToAda = () =>
    server.received
      .filter(({ to }) => to.includes('ada@example.org'))
      .map(({ message }) => /http:\/\/127\.0\.0\.1(\/approve\/[\w-]+)/.exec(textOf(message))?.[1] ?? '')
  async function say(path: string, answer: string): Promise<void> {
    const guest = site.agent()
    const { text } = await guest.get(path).expect(200)
    const [, seen] = /name="seen" value="(\d+)"/.exec(text) ?? []
    await guest
      .post(path)
      .type('form')
      .send({ _csrf: csrfIn(text), seen, answer, comment: 'As it is.' })
      .expect(303)
  }

  it('brings the link to whoever left an address, which whoever asks does not see', async () => {
    await begin({ name: 'Ada\u202e <script>alert(1)</script>\r\nBcc: eve@example.org' })
    await ask()
    expect(await page())
      .to.include('The link for Q2 goes to the address that they left. It is mailed in a moment.')
      .and.not.match(/\/approve\/|ada@example/)
    await site.runner.idle()
    expect(server.received.map(({ to }) => to)).to.deep.equal([['ada@example.org']])
    const [{ message = '' } = {}] = server.received
    expect(headOf(message)).to.include('Content-Language: en').and.not.include('Bcc: eve@example.org')
    expect(textOf(message))
      .to.include('Dear Ada <script>alert(1)</script> Bcc: eve@example.org,\n')
      .and.include('You answered “Boats and people”')
      .and.not.include('Our supplier')
    const [link = ''] = linksToAda()
    expect(plain((await site.agent().get(link).expect(200)).text)).to.include('Our supplier stayed')
    expect(await page()).to.include('Mailed to the respondent on')
    const kept = await mongoose.connection.collection('mails').find().toArray()
    expect(JSON.stringify(kept))
      .not.to.match(/ada@|Ada|supplier/)
      .and.not.include(link.split('/').at(-1))
  })

  it('shows the link to whoever asks where no address was left, or none that a mail could go to', async () => {
    for (const email of ['', 'ada@example.org, eve@example.org']) {
      await begin({ email })
      await ask()
      expect(await page()).to.match(/shown this once: http:\/\/127\.0\.0\.1\/approve\/[\w-]{24}/)
    }
    await site.runner.idle()
    expect(server.received).to.deep.equal([])
  })

  it('reminds once, by the same link', async () => {
    await begin()
    await ask()
    await site.runner.idle()
    expect(await page()).to.include('Remind them once')
    await Promise.all([remind(), remind()])
    await site.runner.idle()
    const links = linksToAda()
    expect(links).to.have.length(2)
    expect(links[0]).to.equal(links[1])
    expect(textOf(server.received[1]?.message ?? '')).to.include(
      'We will not write to you about this sentence again.',
    )
    expect(await page())
      .to.include('Reminded on')
      .and.not.include('Remind them once')
    await remind()
    expect(await page()).to.include('were reminded or asked again, or the sentence was changed meanwhile')
    await site.runner.idle()
    expect(linksToAda()).to.have.length(2)
  })

  it('tells whoever asked of an answer, once for each, and reminds nobody any more', async () => {
    await begin()
    await ask()
    await site.runner.idle()
    const [link = ''] = linksToAda()
    await say(link, 'refused')
    await site.runner.idle()
    const news = () => server.received.filter(({ to }) => to.includes(person.email))
    expect(
      news().map(({ message }) => headOf(message).find(line => line.startsWith('Subject'))),
    ).to.deep.equal(['Subject: A respondent answered about Q2'])
    expect(textOf(news()[0]?.message ?? ''))
      .to.include('They chose: Do not publish this sentence.')
      .and.include(`http://127.0.0.1${desk}`)
      .and.not.match(/As it is|Ada|supplier/)
    expect(await page()).not.to.include('Remind them once')
    await remind()
    await say(link, 'approved')
    await site.runner.idle()
    expect(news()).to.have.length(2)
    expect(linksToAda()).to.have.length(1)
  })

  it('is sent by the newest link alone where they are asked again before its turn came', async () => {
    await begin()
    server.answers.recipient = refusal(451, 'Later')
    await ask()
    await site.runner.idle()
    server.answers = {}
    await ask()
    await site.runner.idle()
    await mongoose.connection
      .collection('mails')
      .updateMany({ state: 'waiting' }, { $set: { notBefore: new Date(0) } })
    await site.runner.idle()
    const links = linksToAda()
    expect(links).to.have.length(1)
    await site
      .agent()
      .get(links[0] ?? '')
      .expect(200)
  })

  it('is not sent where they answered, withdrew, or their identity was deleted before its turn came', async () => {
    const turns = {
      withdrew: () => withdraw(chapter.consultation, chapter.named.respondent),
      deleted: async () => {
        const response = await findResponse(chapter.consultation, chapter.named.respondent)
        await removeIdentity(response?.identity ?? '')
      },
    }
    for (const [what, act] of Object.entries(turns)) {
      await begin()
      server.answers.recipient = refusal(451, 'Later')
      await ask()
      await site.runner.idle()
      server.answers = {}
      expect(await mailOf('approval'), what).to.include({ state: 'waiting' })
      expect(await page(), what).to.include('It waits to be mailed.')
      await act()
      await mongoose.connection
        .collection('mails')
        .updateMany({ state: 'waiting' }, { $set: { notBefore: new Date(0) } })
      await site.runner.idle()
      expect(await mailOf('approval'), what).to.include({ state: 'dropped' })
      expect(linksToAda(), what).to.deep.equal([])
    }
  })

  it('that failed has the next link shown to whoever asks again', async () => {
    await begin()
    server.answers.recipient = refusal(550, 'No such person')
    await ask()
    await site.runner.idle()
    server.answers = {}
    expect(await page()).to.include('It was not mailed. The mail server refused it: 550 No such person')
    await ask()
    expect(await page()).to.include('shown this once:')
  })
})

function plain(html: string): string {
  return html.replace(/&#x([0-9A-F]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
}
