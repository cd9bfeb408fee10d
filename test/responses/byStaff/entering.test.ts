import { expect } from 'chai'
import mongoose from 'mongoose'
import { changeRetention } from '../../../server/consultations/retention/retentionStore.ts'
import { sweepEntries } from '../../../server/responses/byStaff/discard.ts'
import { hotEntries } from '../../../server/responses/byStaff/entryStore.ts'
import { findIdentities } from '../../../server/responses/identityStore.ts'
import { currentConsent, type Response } from '../../../server/responses/response.ts'
import { deleteDueIdentities } from '../../../server/responses/retention/deleteDue.ts'
import { listResponses } from '../../../server/responses/store.ts'
import { shown } from '../../importing/bringing.ts'
import { type Agent, csrfIn, openSite, post, type Site } from '../../site.ts'
import { storedTexts } from '../../storedTexts.ts'
import { openConsultation } from '../respondent.ts'
import { beginEntry, dayFields, enterPages, letter } from './entering.ts'

const aDay = 24 * 60 * 60 * 1000

describe('entering an answer that came on paper', () => {
  let site: Site
  let staff: Agent
  before(async () => {
    site = await openSite()
    staff = await site.signIn('researcher')
  })
  after(() => site.close())

  const read = async (path: string, who = staff) => shown(await who.get(path).expect(200))
  const onlyOf = async (consultation: string): Promise<Response> => {
    const [response, ...others] = await listResponses(consultation)
    expect(others).to.deep.equal([])
    if (!response) throw new Error('nothing was entered')
    return response
  }
  /** Enters a whole letter into a consultation of its own. */
  async function entered(changes: object = {}) {
    const consultation = await openConsultation()
    const entry = await beginEntry(staff, consultation)
    await enterPages(staff, entry)
    await post(staff, `${entry}/send`, { as: 'paper', ...dayFields(new Date()), ...letter, ...changes })
    return { consultation, entry, response: await onlyOf(consultation) }
  }

  it('goes through the pages with their checks, and makes a response with its source, its day and its permission', async () => {
    const consultation = await openConsultation({ opensAt: new Date(Date.now() - 9 * aDay) })
    const came = new Date(Date.now() - 2 * aDay)
    const entry = await beginEntry(staff, consultation, dayFields(came))
    expect((await staff.get(entry)).headers.location).to.equal(`${entry}/about`)
    const sent = await post(staff, `${entry}/experience`, { obstacles: '' })
    expect(sent.headers.location).to.equal(`${entry}/experience?check`)
    expect(await read(`${entry}/experience?check`)).to.include('Write an answer to')
    await enterPages(staff, entry)
    expect(await read(`${entry}/check`)).to.include('Nobody reads the second form.')
    const onward = await post(staff, `${entry}/send`, {
      ...{ as: 'paper', ...dayFields(came), ...letter },
      basis: '',
    })
    expect(onward.headers.location).to.equal(`${entry}/declaration?check`)
    expect(await read(`${entry}/declaration?check`)).to.include(
      'Enter the words by which they permitted that',
    )
    const done = await post(staff, `${entry}/send`, { as: 'paper', ...dayFields(came), ...letter })
    const response = await onlyOf(consultation)
    expect(done.headers.location).to.equal(`/desk/${consultation}/responses/${response._id}`)
    expect(response).to.deep.include({ source: 'staff', capacity: 'personal', state: 'submitted' })
    expect(response.brought).to.include({ as: 'paper' })
    expect(response.submittedOn.toISOString().slice(0, 10)).to.equal(came.toISOString().slice(0, 10))
    expect(currentConsent(response)).to.include({
      choice: 'role',
      wording: 'entered: You may print this, but leave my name out.',
    })
    const page = await read(`/desk/${consultation}/responses/${response._id}`)
    expect(page).to.include('On paper: brought in by A researcher')
    expect(page).to.include('leave my name out')
    expect(await read(`/desk/${consultation}/responses`)).to.include('Came on paper, entered by the team')
  })

  it('quotes nothing where nothing was said of it', async () => {
    const { response } = await entered({ choice: 'none', basis: '' })
    expect(currentConsent(response)).to.include({
      choice: 'none',
      wording: 'entered: Nothing was said of being quoted.',
    })
  })

  it('takes notes of an event, and says of which', async () => {
    const without = { capacity: 'notes', people: '', behalf: '' }
    const consultation = await openConsultation()
    const entry = await beginEntry(staff, consultation, { as: 'event' })
    await enterPages(staff, entry)
    await post(staff, `${entry}/send`, { ...letter, ...without, choice: 'none' })
    expect(await read(`${entry}/declaration?check`)).to.include('Say of which event these are the notes')
    const behalf = 'a meeting of wardens in two towns'
    await post(staff, `${entry}/send`, { ...letter, ...without, behalf, people: '14', choice: 'none' })
    const response = await onlyOf(consultation)
    expect(response).to.include({ capacity: 'notes', people: 14 })
    const [identity] = await findIdentities([response.identity ?? ''])
    expect(identity).to.include({ behalf, email: letter.email })
  })

  it('keeps what was begun for whoever comes back, and throws it away with its files when told to', async () => {
    const consultation = await openConsultation()
    const entry = await beginEntry(staff, consultation)
    const _csrf = csrfIn((await staff.get(`${entry}/documents`)).text)
    await staff
      .post(`${entry}/documents`)
      .field('_csrf', _csrf)
      .field('remarks', 'See what I wrote before.')
      .attach('evidence', Buffer.from('The second form is never read.'), 'before.txt')
    const colleague = await site.signIn('owner')
    expect(await read(`/desk/${consultation}/entries`, colleague)).to.include('begun by A researcher')
    expect(await read(`${entry}/check`, colleague)).to.include('before.txt')
    await post(colleague, `${entry}/do/discard`, {}, `${entry}/check`)
    expect((await staff.get(`${entry}/check`)).status).to.equal(404)
    expect(await mongoose.connection.collection('attachments.files').countDocuments()).to.equal(0)
    expect(await listResponses(consultation)).to.deep.equal([])
  })

  it('takes an answer as it came, which leaves a question open and passes a limit of words', async () => {
    const consultation = await openConsultation()
    const entry = await beginEntry(staff, consultation)
    await enterPages(staff, entry, { obstacles: 'word '.repeat(40), listened: '' })
    const told = await read(`${entry}/check?check`)
    expect(told).to.include('Shorten your answer').and.to.include('Choose an answer to')
    await post(staff, `${entry}/send`, letter)
    expect(await listResponses(consultation)).to.deep.equal([])
    await post(staff, `${entry}/do/as-it-came`, {})
    await post(staff, `${entry}/send`, letter)
    const response = await onlyOf(consultation)
    expect(response.words).to.equal(40)
    expect(response.revisions[0]?.answers).not.to.have.property('listened')
  })

  it('makes one response of an entry that is sent twice at the same time', async () => {
    const consultation = await openConsultation()
    const entry = await beginEntry(staff, consultation)
    await enterPages(staff, entry)
    const both = await Promise.all([1, 2].map(() => post(staff, `${entry}/send`, letter)))
    const response = await onlyOf(consultation)
    const [first] = both
    expect(first?.headers.location).to.equal(`/desk/${consultation}/responses/${response._id}`)
    expect((await staff.get(entry)).headers.location).to.equal(first?.headers.location)
  })

  it('takes what came before the close for 30 days after it, and nothing that came later', async () => {
    const now = Date.now()
    const closed = await openConsultation({
      opensAt: new Date(now - 20 * aDay),
      closesAt: new Date(now - 5 * aDay),
    })
    await post(staff, `/desk/${closed}/entries`, { as: 'paper', ...dayFields(new Date(now - 2 * aDay)) })
    expect(await read(`/desk/${closed}/entries`)).to.include('came after the consultation closed')
    const entry = await beginEntry(staff, closed, dayFields(new Date(now - 9 * aDay)))
    expect((await staff.get(entry)).headers.location).to.equal(`${entry}/about`)
    const long = await openConsultation({
      opensAt: new Date(now - 60 * aDay),
      closesAt: new Date(now - 40 * aDay),
    })
    expect(await read(`/desk/${long}/entries`)).to.include('closed more than 30 days ago')
    const refused = await post(staff, `/desk/${long}/entries`, { as: 'paper', ...dayFields(new Date()) })
    expect(refused.status).to.equal(409)
    const early = await openConsultation({
      opensAt: new Date(now + aDay),
      closesAt: new Date(now + 2 * aDay),
    })
    expect(await read(`/desk/${early}/entries`)).to.include('It is not open yet')
  })

  it('keeps a copy of what came for whoever entered it and for owners, until names are deleted', async () => {
    const consultation = await openConsultation()
    const entry = await beginEntry(staff, consultation)
    await enterPages(staff, entry)
    const _csrf = csrfIn((await staff.get(`${entry}/declaration`)).text)
    await staff
      .post(`${entry}/declaration`)
      .field('_csrf', _csrf)
      .field('capacity', 'personal')
      .attach('copy', Buffer.from('\x89PNG of a letter'), 'letter.png')
    expect(await read(`${entry}/declaration`)).to.include('letter.png is kept with it')
    await post(staff, `${entry}/send`, letter)
    const response = await onlyOf(consultation)
    const copy = `/desk/${consultation}/responses/${response._id}/copy`
    const opened = await staff.get(copy)
    expect(opened.headers['content-disposition']).to.include('letter.png')
    expect(opened.body.toString()).to.include('of a letter')
    await (await site.signIn('owner')).get(copy).expect(200)
    await (await site.signIn('researcher')).get(copy).expect(403)
    await changeRetention(consultation, 0, 0)
    await deleteDueIdentities(new Date(Date.now() + 400 * aDay), async () => undefined)
    await staff.get(copy).expect(404)
    expect(await mongoose.connection.collection('attachments.files').countDocuments()).to.equal(0)
  })

  it('corrects what was entered by another revision, and keeps what it said before', async () => {
    const { consultation, response } = await entered()
    const page = `/desk/${consultation}/responses/${response._id}`
    const another = await site.signIn('researcher')
    await another.get(page)
    expect((await post(another, `${page}/correct`, {}, page)).status).to.equal(403)
    const begun = await post(staff, `${page}/correct`, {})
    const entry = (begun.headers.location ?? '').replace(/\/check$/, '')
    await post(staff, `${entry}/experience`, { obstacles: 'Nobody reads the second page.', people: '' })
    expect((await another.get(`${entry}/check`)).status).to.equal(403)
    const done = await post(staff, `${entry}/send`, letter)
    expect(done.headers.location).to.equal(page)
    const corrected = await onlyOf(consultation)
    expect(corrected.revisions).to.have.length(2)
    expect(corrected.consent).to.have.length(1)
    expect(corrected.brought).to.deep.equal(response.brought)
    expect(await read(page))
      .to.include('Changed on')
      .and.to.include('by A researcher')
    const texts = await storedTexts(consultation)
    expect(texts.map(({ text }) => text)).to.have.members([
      'Nobody reads the second form.',
      'Nobody reads the second page.',
    ])
  })

  it('refuses a correction that another came before, and loses nothing of it', async () => {
    const { consultation, response } = await entered()
    const page = `/desk/${consultation}/responses/${response._id}`
    const begun = await post(staff, `${page}/correct`, {})
    const entry = (begun.headers.location ?? '').replace(/\/check$/, '')
    await post(staff, `${entry}/experience`, { obstacles: 'It is the third form.', people: '' })
    await post(staff, `${page}/withdraw`, {})
    expect((await post(staff, `${entry}/send`, letter)).status).to.equal(409)
    expect((await onlyOf(consultation)).revisions).to.have.length(1)
    expect((await staff.get(`${entry}/check`)).text).to.include('It is the third form.')
  })

  it('gives a receipt that is checked without signing in', async () => {
    const { consultation, response } = await entered()
    const receipt = `/desk/${consultation}/responses/${response._id}/receipt`
    expect(await read(receipt))
      .to.include(response.reference)
      .and.to.include('leave my name out')
    const { body } = await staff.get(`${receipt}.json`)
    const checked = await site
      .agent()
      .post('/verify')
      .type('form')
      .send({ receipt: JSON.stringify(body) })
    expect(shown(checked)).to.include(response.reference)
    expect(shown(checked)).to.match(/kept as|as it was/)
  })

  it('finds entries by index', async () => {
    for (const query of [hotEntries.unfinished('harbour'), hotEntries.untouched(new Date())]) {
      const plan = JSON.stringify(await query.explain())
      expect(plan).to.include('IXSCAN').and.not.include('COLLSCAN')
    }
  })

  it('removes what nobody worked on for 60 days', async () => {
    const consultation = await openConsultation()
    const entry = await beginEntry(staff, consultation)
    await sweepEntries(new Date(Date.now() + 59 * aDay))
    await staff.get(`${entry}/check`).expect(200)
    await sweepEntries(new Date(Date.now() + 61 * aDay))
    await staff.get(`${entry}/check`).expect(404)
  })
})
