import { expect } from 'chai'
import mongoose, { model } from 'mongoose'
import { latestEvents } from '../../server/accounts/auditStore.ts'
import {
  addInvitations,
  countInvitations,
  hotInvitations,
  listPeople,
} from '../../server/consultations/invitations/invitationStore.ts'
import { askToInvite, mailingOf } from '../../server/consultations/invitations/mailingStore.ts'
import { newInvitation } from '../../server/consultations/invitations/token.ts'
import { forgetRecent } from '../../server/consultations/store.ts'
import { draftIdOf } from '../../server/responses/draftStore.ts'
import { listResponses } from '../../server/responses/store.ts'
import { sweep } from '../../server/responses/sweep.ts'
import { headOf, type MailServer, refusal, startMailServer, textOf } from '../mail/mailServer.ts'
import {
  answerAll,
  declaration,
  openConsultation,
  type Respondent,
  respondentBy,
} from '../responses/respondent.ts'
import { type Agent, csrfIn, openSite, post, type Site } from '../site.ts'
import { bringList, invited } from './inviting.ts'

const from = { name: 'Soundings', address: 'no-reply@soundings.example' }
const hour = 60 * 60 * 1000

describe('Invitations', () => {
  let server: MailServer
  let site: Site
  let owner: Agent
  let consultation: string
  before(async () => {
    server = await startMailServer()
    site = await openSite({ mail: { smtpUrl: server.url, from } })
    owner = await site.signIn('owner')
  })
  after(() => Promise.all([site.close(), server.close()]))
  beforeEach(async () => {
    server.received.length = 0
    consultation = await openConsultation()
  })

  const desk = () => `/desk/${consultation}/invitations`
  const page = async (rest = '') => plain((await owner.get(`${desk()}${rest}`).expect(200)).text)
  const act = async (fields: Record<string, unknown>) => {
    await post(owner, `${desk()}/mails`, fields, desk())
    await site.runner.idle()
  }
  const people = async () => (await listPeople(consultation, undefined, '')).people
  const counts = () => countInvitations(consultation, 99)
  /** The path of the personal link that was mailed last to an address. */
  const linkTo = (address: string) => {
    const mail = server.received.filter(({ to }) => to.includes(address)).at(-1)
    return /http:\/\/127\.0\.0\.1(\/invited\/[\w-]+)\n/.exec(textOf(mail?.message ?? ''))?.[1] ?? ''
  }
  const mailed = () => server.received.flatMap(({ to }) => to).sort()
  const start = (link: string) => site.agent().post(`${link}/start`)
  async function begun(link: string): Promise<Respondent> {
    const { headers } = await start(link)
    return respondentBy(site, /^\/answer\/(.+)/.exec(headers.location ?? '')?.[1] ?? '')
  }
  async function answered(link: string): Promise<Respondent> {
    const respondent = await begun(link)
    await answerAll(respondent)
    await respondent.send('send', declaration)
    return respondent
  }

  describe('by a list', () => {
    it('tell every fault with its line before anybody is put on it, and take the rest once', async () => {
      const list = [
        'Name;E-mail',
        'Ada Marsh;ada@example.org',
        ';nameless@example.org',
        'Bo;not an address',
        'Cy;',
        'Again;ADA@example.org',
        `${'x'.repeat(201)};long@example.org`,
        'Dee;dee@example.org;more',
        'Eve;a@b.example,c@d.example',
      ].join('\r\n')
      const address = await bringList(owner, consultation, Buffer.from(list))
      await site.runner.idle()
      const shown = plain((await owner.get(address).expect(200)).text)
      expect(shown).to.include('2 people can be invited.').and.include('6 lines have a fault')
      for (const fault of [
        'line 4 “not an address” is no email address',
        'line 5 Has no email address.',
        'line 6 Has the same address as line 2',
        'line 7 Has a name of more than 200 characters.',
        'line 8 Has 3 fields',
        'line 9 “a@b.example,c@d.example” is no email address',
      ])
        expect(shown).to.include(fault)
      expect(await people()).to.have.length(0)
      for (let twice = 0; twice < 2; twice++) await post(owner, address, {}, desk())
      await site.runner.idle()
      expect((await people()).map(({ name, email }) => [name, email])).to.deep.equal([
        ['Ada Marsh', 'ada@example.org'],
        ['', 'nameless@example.org'],
      ])
      expect((await latestEvents())[0]?.what).to.equal('put 2 people on the list of those invited')
      expect(server.received).to.have.length(0)
    })

    it('are pasted as addresses alone, or with names, and tell who is on it already', async () => {
      await invited(site, consultation, 'ada')
      const address = await bringList(owner, consultation, 'Ada, ada@example.org\nBo, bo@example.org')
      await site.runner.idle()
      const shown = plain((await owner.get(address)).text)
      expect(shown)
        .to.include('1 person can be invited. 1 person is on the list already.')
        .and.include('line 1 Is on the list already.')
        .and.include('Bo bo@example.org')
      await post(owner, address, {}, desk())
      await site.runner.idle()
      expect((await people()).map(({ name, told }) => [name, told])).to.deep.equal([
        ['ada', 1],
        ['Bo', 0],
      ])
    })

    it('are pasted in every way in which addresses are written, line by line', async () => {
      const lines = [
        'Cai Lewis, cai@example.org',
        'dee@example.org',
        '',
        '"Ena; Moss" <ena@example.org>;',
        'fay@example.org; Fay O’Neill',
        'not an address',
        'DEE@example.org',
      ]
      const address = await bringList(owner, consultation, lines.join('\r\n'))
      await site.runner.idle()
      expect(plain((await owner.get(address)).text))
        .to.include('4 people can be invited.')
        .and.include('Cai Lewis cai@example.org')
        .and.include('none dee@example.org')
        .and.include('Ena; Moss ena@example.org')
        .and.include('Fay O’Neill fay@example.org')
        .and.include('line 6 “not an address” is no email address.')
        .and.include('line 7 Has the same address as line 2')
        .and.not.include('Page 1 of 1')
    })

    it('say why what is no list cannot be read', async () => {
      for (const [list, why] of [
        [Buffer.from('colour,size\nred,3\n'), 'No column is named “email”'],
        [Buffer.from('%PDF-1.7 and so on'), 'Is not a table'],
      ] as const) {
        const address = await bringList(owner, consultation, list)
        await site.runner.idle()
        const shown = plain((await owner.get(address)).text)
        expect(shown).to.include('It cannot be read as a list of addresses').and.include(why)
        await post(owner, address, {}, desk())
        await post(owner, `${address}/remove`, {}, desk())
        expect((await owner.get(address)).status).to.equal(404)
      }
      await bringList(owner, consultation, ' ')
      expect(await page()).to.include('Write addresses into the box, or choose a file')
    })
  })

  describe('by mail', () => {
    it('bring each their own link once they are sent, which is told and confirmed before', async () => {
      const address = await bringList(owner, consultation, 'Ada, ada@example.org\nBo, bo@example.org')
      await site.runner.idle()
      await post(owner, address, {}, desk())
      await site.runner.idle()
      expect(await page('/confirm?act=invite')).to.include('2 people who were not written to yet')
      await act({ act: 'invite', round: 1 })
      await act({ act: 'invite', round: 1 })
      expect(mailed()).to.deep.equal(['ada@example.org', 'bo@example.org'])
      const [{ message = '' } = {}] = server.received.filter(({ to }) => to.includes('ada@example.org'))
      expect(headOf(message)).to.include('Content-Language: en')
      expect(textOf(message))
        .to.include('Dear Ada,')
        .and.include('but not which response is yours')
        .and.include(`http://127.0.0.1/c/${consultation}/privacy`)
        .and.match(/until \d+:\d\d [ap]m on .*, UK time/)
      expect(linkTo('ada@example.org')).not.to.equal(linkTo('bo@example.org'))
      expect(await page())
        .to.include('2 people are on the list')
        .and.not.include('not written to')
      const kept = JSON.stringify([
        await mongoose.connection.collection('mails').find().toArray(),
        await mongoose.connection.collection('consultationInvitations').find().toArray(),
      ])
      expect(kept).not.to.include(linkTo('ada@example.org').split('/').at(-1))
    })

    it('wait until it is open, and can be stopped', async () => {
      const later = { opensAt: new Date(Date.now() + hour), closesAt: new Date(Date.now() + 2 * hour) }
      consultation = await openConsultation(later)
      await unsent('ada', 'bo')
      await act({ act: 'invite', round: 1 })
      expect(server.received).to.have.length(0)
      expect(await page()).to.include('The invitations are sent once it is open.')
      await act({ act: 'stop', round: 1 })
      await openNow()
      await site.runner.idle()
      expect(server.received).to.have.length(0)
      await act({ act: 'invite', round: 1 })
      expect(server.received).to.have.length(2)
    })

    /** Has people on the list who were not written to yet. */
    async function unsent(...names: string[]): Promise<void> {
      const add = (name: string) => ({ name, email: `${name}@example.org` })
      const { sessionSecret } = site.config
      await addInvitations(names.map(name => newInvitation(consultation, add(name), sessionSecret)))
    }

    async function openNow(): Promise<void> {
      await model('Consultation').updateOne({ _id: consultation }, { $set: { opensAt: new Date(0) } })
      forgetRecent(consultation)
    }
  })

  describe('and their personal links', () => {
    let links: Record<'ada' | 'bo', string>
    beforeEach(async () => {
      links = await invited(site, consultation, 'ada', 'bo')
    })

    it('have one draft, however often and at whatever time it is begun', async () => {
      const link = links.ada
      const landing = plain((await site.agent().get(link).expect(200)).text)
      expect(landing).to.include('one response can be sent').and.include('Start now')
      const starts = await Promise.all(Array.from({ length: 6 }, () => start(link)))
      const addresses = new Set(starts.map(({ headers }) => headers.location))
      expect(addresses.size).to.equal(1)
      expect(await model('Draft').countDocuments({ consultation })).to.equal(1)
      const [address = ''] = addresses
      expect((await start(link)).headers.location).to.equal(address)
      expect((await site.agent().get(link)).headers.location).to.equal(address)
      expect(await counts()).to.include({ invited: 1, begun: 1, answered: 0 })
    })

    it('send one response, and lead to its receipt afterwards, which says that they were used', async () => {
      const link = links.ada
      const respondent = await answered(link)
      for (const again of [await site.agent().get(link), await start(link)]) {
        expect(again.headers.location).to.equal(`/receipt/${respondent.token}?used`)
        const { text } = await site
          .agent()
          .get(again.headers.location ?? '')
          .expect(200)
        expect(text).to.include('Your personal link was used')
      }
      await site.runner.idle()
      expect(await counts()).to.include({ invited: 1, begun: 0, answered: 1 })
      expect((await start(link)).headers.location).to.equal(`/receipt/${respondent.token}?used`)
      expect(await listResponses(consultation)).to.have.length(1)
    })

    it('leave nothing behind that leads from the invitation to the response', async () => {
      const { token } = await answered(links.ada)
      await site.runner.idle()
      const [ada] = await people()
      expect(ada).to.include({ state: 'answered' }).and.not.have.property('sealed')
      const traces = [ada?._id, ada?.link, links.ada.split('/').at(-1)]
      for (const collection of (await mongoose.connection.db?.collections()) ?? []) {
        if (['consultationInvitations', 'mails'].includes(collection.collectionName)) continue
        const kept = JSON.stringify(await collection.find().toArray())
        for (const trace of traces) expect(kept, collection.collectionName).not.to.include(trace)
      }
      const [response] = await listResponses(consultation)
      const known = [response?._id, response?.reference, response?.origin, draftIdOf(token)]
      const invitations = JSON.stringify([
        await mongoose.connection.collection('consultationInvitations').find().toArray(),
        await mongoose.connection.collection('mails').find({ 'about.invitation': ada?._id }).toArray(),
      ])
      for (const trace of known) expect(invitations).not.to.include(trace)
    })

    it('say so where they are wrong or withdrawn, and what was begun can be read and not sent', async () => {
      expect(plain((await site.agent().get('/invited/not-a-link').expect(404)).text)).to.include(
        'This personal link opens nothing',
      )
      const link = links.ada
      const respondent = await begun(link)
      await answerAll(respondent)
      const [ada] = await people()
      await post(owner, `${desk()}/people/${ada?._id}/withdraw`, {}, desk())
      expect(plain((await site.agent().get(link).expect(404)).text)).to.include(
        'was withdrawn by The Test Bench',
      )
      expect((await start(link)).status).to.equal(404)
      await respondent.send('send', declaration)
      expect(await listResponses(consultation)).to.have.length(0)
      const { text } = await site.agent().get(`/answer/${respondent.token}`)
      expect(text).to.include('Your invitation was withdrawn').and.include('Nobody may change the system.')
      expect((await latestEvents())[0]?.what).to.equal('withdrew an invitation')

      await post(owner, `${desk()}/people/${ada?._id}/again`, {}, desk())
      await act({ act: 'invite', round: 1 })
      expect(linkTo('ada@example.org')).not.to.equal(link)
      await answered(linkTo('ada@example.org'))
      expect(await listResponses(consultation)).to.have.length(1)
      expect((await site.agent().get(link)).status).to.equal(404)
    })

    it('are erased with the name and the address of whoever answered, who keeps the receipt', async () => {
      const respondent = await answered(links.ada)
      await begun(links.bo)
      await site.runner.idle()
      for (const { _id } of await people()) await post(owner, `${desk()}/people/${_id}/erase`, {}, desk())
      expect((await people()).map(({ name }) => name)).to.deep.equal(['bo'])
      expect((await site.agent().get(links.ada)).status).to.equal(404)
      expect((await site.agent().get(`/receipt/${respondent.token}`)).status).to.equal(200)
    })

    it('are kept readable no longer than drafts are, and so are lists of people', async () => {
      const closed = { closesAt: new Date(Date.now() - 31 * 24 * hour) }
      await model('Consultation').updateOne({ _id: consultation }, { $set: closed })
      await sweep(new Date())
      for (const invitation of await people()) expect(invitation).not.to.have.property('sealed')
      const address = await bringList(owner, consultation, 'cy@example.org')
      await site.runner.idle()
      await sweep(new Date())
      expect((await owner.get(address)).status).to.equal(200)
      await sweep(new Date(Date.now() + 31 * 24 * hour))
      expect((await owner.get(address)).status).to.equal(404)
      expect(await model('InvitationList').countDocuments({ consultation })).to.equal(0)
    })

    it('are the only way in where an owner says so', async () => {
      await post(owner, `${desk()}/access`, { access: 'invited', seen: 0 }, desk())
      const guest = site.agent()
      expect((await guest.get('/')).text).not.to.include(consultation)
      expect(plain((await guest.get(`/c/${consultation}`)).text))
        .to.include('answered by personal link only')
        .and.not.include('Start now')
      const refused = await guest.post(`/c/${consultation}/start`)
      expect(refused.headers.location).to.equal(`/c/${consultation}`)
      expect(await model('Draft').countDocuments({ consultation })).to.equal(0)
      await answered(links.bo)
      expect(await listResponses(consultation)).to.have.length(1)
      await post(owner, `${desk()}/access`, { access: 'all', seen: 0 }, desk())
      expect(await page()).to.include('Somebody else changed the settings')
      await post(owner, `${desk()}/access`, { access: 'all', seen: 1 }, desk())
      expect((await guest.post(`/c/${consultation}/start`)).headers.location).to.match(/^\/answer\//)
    })

    it('begin nothing once it is closed', async () => {
      await model('Consultation').updateOne({ _id: consultation }, { $set: { closesAt: new Date(1) } })
      const link = links.ada
      expect((await start(link)).headers.location).to.equal(link)
      expect((await site.agent().get(link)).text).to.include('takes no more answers')
    })
  })

  describe('and reminders', () => {
    let links: Record<'ada' | 'bo' | 'cy' | 'dee', string>
    beforeEach(async () => {
      links = await invited(site, consultation, 'ada', 'bo', 'cy', 'dee')
    })

    it('go to those who have not answered, once a round, with the same link', async () => {
      await answered(links.ada)
      await begun(links.bo)
      await site.runner.idle()
      expect(await page('/confirm?act=remind')).to.include('3 people who have not answered')
      await act({ act: 'remind', round: 1 })
      expect(mailed()).to.deep.equal(['bo@example.org', 'cy@example.org', 'dee@example.org'])
      expect(linkTo('bo@example.org')).to.equal(links.bo)
      expect(
        textOf(server.received.find(({ to }) => to.includes('bo@example.org'))?.message ?? ''),
      ).to.include('You have begun to answer')
      await act({ act: 'remind', round: 1 })
      expect(mailed()).to.have.length(3)
      expect(await page()).to.include('Reminders were asked for from another page meanwhile')
      await act({ act: 'remind', round: 2 })
      expect(mailed()).to.have.length(6)
    })

    it('stop at once for whoever answers while theirs waits, and for whoever wants none', async () => {
      const guest = site.agent()
      const { text } = await guest.get(`${links.cy}/reminders`).expect(200)
      const quiet = { _csrf: csrfIn(text), reminders: 'no' }
      await guest.post(`${links.cy}/reminders`).type('form').send(quiet).expect(303)
      expect((await guest.get(`${links.cy}/reminders`)).text).to.include('You get no reminders')
      server.answers.recipient = refusal(451, 'later')
      await act({ act: 'remind', round: 1 })
      delete server.answers.recipient
      const respondent = await begun(links.ada)
      await answerAll(respondent)
      await respondent.send('send', declaration)
      await model('Mail').updateMany({ state: 'waiting' }, { $set: { notBefore: new Date(0) } })
      await site.runner.idle()
      expect(mailed()).to.deep.equal(['bo@example.org', 'dee@example.org'])
      expect(await model('Mail').countDocuments({ problem: 'They have answered.' })).to.equal(1)
      expect(await page()).to.include('1 person wants no reminders')
    })

    it('are not asked for where nobody is left, or it is closed', async () => {
      await model('Consultation').updateOne({ _id: consultation }, { $set: { closesAt: new Date(1) } })
      expect(plain((await owner.get(`${desk()}/confirm?act=remind`).redirects(1)).text)).to.include(
        'It is closed, so nobody is written to',
      )
    })
  })

  it('are found by indexes', async () => {
    for (const query of [
      hotInvitations.behind('x'),
      hotInvitations.people('x', undefined, ''),
      hotInvitations.people('x', 'begun', 'a'),
      hotInvitations.inState('x', 'answered'),
      hotInvitations.quiet('x'),
      hotInvitations.toInvite('x'),
      hotInvitations.toRemind('x', 2),
    ]) {
      const plan = JSON.stringify(await query.explain())
      expect(plan).to.include('IXSCAN').and.not.include('COLLSCAN')
    }
  })
})

describe('Invitations of a site without a mail server', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  it('come to the outbox a hundred at a time, so that no long list hides other mail', async () => {
    const consultation = await openConsultation()
    const add = (n: number) =>
      newInvitation(consultation, { name: '', email: `p${n}@example.org` }, site.config.sessionSecret)
    await addInvitations(Array.from({ length: 130 }, (_, n) => add(n)))
    await askToInvite(consultation)
    await site.runner.idle()
    const waiting = () => model('Mail').countDocuments({ kind: 'invitation', state: 'waiting' })
    expect(await waiting()).to.equal(100)
    expect(await countInvitations(consultation, 2)).to.include({ unsent: 30 })
    await model('Mail').updateMany({}, { $set: { state: 'sent' } })
    await site.runner.idle()
    expect(await waiting()).to.equal(30)
    await site.runner.idle()
    expect(await mailingOf(consultation)).to.include({ inviting: false })
    const told = async (agent: Agent) => plain((await agent.get(`/desk/${consultation}/invitations`)).text)
    expect(await told(await site.signIn('owner', 'administrator'))).to.include('for you to send by hand')
    expect(await told(await site.signIn('owner'))).to.include('for an administrator to send by hand')
  })
})

function plain(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x27;/g, '’')
    .replace(/\s+/g, ' ')
}
