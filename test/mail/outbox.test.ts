import { expect } from 'chai'
import { latestEvents } from '../../server/accounts/auditStore.ts'
import { claimMail, findMail, hotMails, settle } from '../../server/mail/mailStore.ts'
import { mailIdOf } from '../../server/mail/post.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { type MailServer, startMailServer } from './mailServer.ts'

const link = 'https://soundings.example/approve/abcdef'
const until = new Date(Date.now() + 24 * 60 * 60 * 1000)

/** Asks a site for a mail that says what these tests look for. */
async function ask(site: Site, cause: string): Promise<string> {
  site.post.register('approval', async (_mail, { token = '' }) => ({
    to: 'ada@example.org',
    subject: 'A <b>sentence</b>',
    text: `Look at ${token}\n`,
  }))
  await site.post.ask(
    { kind: 'approval', cause, to: 'SND-AAAA-2222', about: {}, until, secrets: { token: link } },
    new Date(),
  )
  return mailIdOf('approval', cause)
}

describe('The outbox of a site without a mail server', () => {
  let site: Site
  let owner: Agent
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner', 'administrator')
  })
  after(() => site.close())

  it('says that nothing was sent, and shows addresses and links only to whoever opens a mail, which is recorded', async () => {
    expect((await owner.get('/desk/mail').expect(200)).text).to.include('Nothing waits to be sent.')
    const id = await ask(site, 'one')
    await site.runner.idle()
    const list = (await owner.get('/desk/mail').expect(200)).text
    expect(list)
      .to.include('This site sends no mail:')
      .and.include('A sentence to approve, to SND-AAAA-2222')
      .and.not.match(/ada@example|abcdef/)
    expect((await findMail(id))?.state).to.equal('waiting')
    const letter = (await owner.get(`/desk/mail/${id}`).expect(200)).text
    expect(letter)
      .to.include('It has not been sent.')
      .and.include('ada@example.org')
      .and.include('A &lt;b&gt;sentence&lt;/b&gt;')
      .and.include(link)
    expect((await latestEvents())[0]).to.include({ what: 'looked at a mail to send it by hand', on: id })
  })

  it('forgets the link of what was sent by hand, and shows it to nobody any more', async () => {
    const id = await ask(site, 'two')
    await post(owner, `/desk/mail/${id}/sent`, {}, '/desk/mail')
    expect(await findMail(id))
      .to.include({ state: 'sent' })
      .and.not.have.property('sealed')
    expect((await owner.get('/desk/mail')).text).to.include('Sent by hand by A owner at')
    expect((await owner.get(`/desk/mail/${id}`).expect(404)).text).not.to.include(link)
    await post(owner, `/desk/mail/${id}/sent`, {}, '/desk/mail')
    expect((await owner.get('/desk/mail')).text).to.include('It was settled meanwhile')
  })

  it('says why a mail is not to be sent any more', async () => {
    const id = await ask(site, 'three')
    site.post.register('approval', async () => ({ dropped: 'They answered already.' }))
    expect((await owner.get(`/desk/mail/${id}`).expect(200)).text)
      .to.include('They answered already.')
      .and.not.include('I have sent it')
  })

  it('is found by indexes', async () => {
    const now = new Date()
    for (const query of [
      hotMails.ready(now),
      hotMails.abandoned('sending', now),
      hotMails.late(now),
      hotMails.useless(now),
      hotMails.inStates(['waiting']),
      hotMails.settled('sent'),
    ]) {
      const plan = JSON.stringify(await query.lean().explain('queryPlanner'))
      expect(plan).to.include('IXSCAN').and.not.include('COLLSCAN')
    }
  })
})

describe('The outbox of a site with a mail server', () => {
  let server: MailServer
  let site: Site
  let owner: Agent
  before(async () => {
    server = await startMailServer()
    const from = { name: 'Soundings', address: 'no-reply@soundings.example' }
    site = await openSite({ mail: { smtpUrl: server.url, from } })
    owner = await site.signIn('owner', 'administrator')
  })
  after(() => Promise.all([site.close(), server.close()]))

  it('has mails sent by the runner, and shows none in full', async () => {
    const id = await ask(site, 'one')
    await site.runner.idle()
    expect(server.received).to.have.length(1)
    expect((await owner.get('/desk/mail')).text)
      .to.include('Sent at')
      .and.not.include('sends no mail:')
    await owner.get(`/desk/mail/${id}`).expect(404)
    const held = await ask(site, 'held')
    expect((await owner.get(`/desk/mail/${held}`).expect(404)).text).not.to.include(link)
    await post(owner, `/desk/mail/${held}/sent`, {}, '/desk/mail')
    expect((await findMail(held))?.state).to.equal('waiting')
  })

  it('shows what failed and why, and tries it again when it is told to', async () => {
    const id = await ask(site, 'two')
    const claimed = await claimMail(id, new Date())
    if (claimed) await settle(claimed, 'failed', new Date(), 'The mail server refused it: 550 No such person')
    expect((await owner.get('/desk/mail')).text)
      .to.include('It was not sent.')
      .and.include('550 No such person')
    await post(owner, `/desk/mail/${id}/again`, {}, '/desk/mail')
    await site.runner.idle()
    expect((await findMail(id))?.state).to.equal('sent')
    await post(owner, `/desk/mail/${id}/again`, {}, '/desk/mail')
    expect((await owner.get('/desk/mail')).text).to.include('It was settled meanwhile')
  })
})
