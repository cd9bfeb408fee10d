import { expect } from 'chai'
import { listConsultations } from '../../server/consultations/store.ts'
import { registerImport } from '../../server/importing/importJob.ts'
import { findIdentities } from '../../server/responses/identityStore.ts'
import { currentConsent } from '../../server/responses/response.ts'
import { speakersOf } from '../../server/responses/speakers.ts'
import { listResponses } from '../../server/responses/store.ts'
import { type Agent, csrfIn, openSite, type Site } from '../site.ts'
import { storedTexts } from '../storedTexts.ts'

const table = [
  'Ref,Where do you work?,What would you change about the ferry booking service?',
  'F-01,Harbour office,"The form asks for the vessel twice.\r\nNobody reads the second one; I have asked."',
  'F-02,Harbour office,=SUM(A1) is what the export shows instead of my café’s name.',
  'F-02,Pilot station,"Two of us share one login, so the log says that I was on both boats at once."',
  'F-04,Pilot station,',
  'F-05,"Quay","It works well enough, and I would rather you mended the ladder on the east pontoon first."',
].join('\n')

describe('importing a table', () => {
  let site: Site
  let agent: Agent
  before(async () => {
    site = await openSite()
    registerImport(site.runner)
    agent = await site.signIn('researcher')
  })
  after(() => site.close())

  async function upload(content: string | Buffer, name = 'ferries.csv', title = 'Ferry bookings') {
    const token = csrfIn((await agent.get('/desk/import')).text)
    return agent
      .post('/desk/import')
      .field('_csrf', token)
      .field('title', title)
      .attach('table', Buffer.from(content), name)
  }

  async function confirm(address: string, change: Record<string, string> = {}) {
    const page = await agent.get(address)
    const chosen = [
      ...page.text.matchAll(/<select[^>]* name="(use-\d+)"[\s\S]*?<option value="([a-z]+)" selected/g),
    ]
    const uses = Object.fromEntries(chosen.map(([, field, use]) => [field, use]))
    const form = {
      _csrf: csrfIn(page.text),
      ...uses,
      choice: 'unnamed',
      basis: 'Collected by the harbour office',
      ...change,
    }
    return agent.post(address).type('form').send(form)
  }

  it('shows which column is what before anything is imported', async () => {
    const sent = await upload(table)
    const page = await agent.get(sent.headers.location ?? '')
    expect(page.text).to.contain('3 columns').and.contain('Harbour office')
    expect(page.text).to.match(/id="use-2"[\s\S]*?value="text" selected/)
    expect(await listConsultations()).to.deep.equal([])
  })

  it('takes for whom each row speaks, and names a row that says something else', async () => {
    const rows = [
      'Capacity,People,Behalf,What would you change about the ferry booking service?',
      'joint,12,the crews of two islands,Leave us the late boat.',
      'Event notes,"1,040",an open evening,The room wanted the late boat back.',
      'individual,3,nobody,Mend the ladder.',
      'crowd,,,Mend the east ladder.',
      'joint,a dozen,,Mend the west ladder.',
    ]
    const address = (await upload(rows.join('\n'), 'several.csv', 'Several')).headers.location ?? ''
    await confirm(address, { 'use-0': 'capacity', 'use-1': 'people', 'use-2': 'behalf', 'use-3': 'text' })
    await site.runner.idle()
    const page = (await agent.get(address)).text
    expect(page).to.contain('“crowd” is no capacity. Write personal, organisation')
    expect(page).to.contain('“a dozen” is no number of people')
    const responses = await listResponses('several')
    expect(responses.map(({ capacity, people }) => [capacity, people ?? null]).sort()).to.deep.equal([
      ['joint', 12],
      ['notes', 1040],
      ['personal', null],
    ])
    const speakers = [...(await speakersOf(responses)).values()]
    expect(speakers.map(({ behalf = '' }) => behalf).sort()).to.deep.equal([
      '',
      'an open evening',
      'the crews of two islands',
    ])
  })

  it('takes the language of each row, and names a row whose language is none', async () => {
    const rows = [
      'Language,What would you change about the ferry booking service?',
      'Welsh,Plant.',
      'en-GB,Plant.',
      'Klingon,"The queue, and the way that it is told to us on the quay at six in the morning."',
      ',"Longer hours at the office, and somebody who answers when the boats do not go out."',
    ]
    const address = (await upload(rows.join('\n'), 'tongues.csv', 'Tongues')).headers.location ?? ''
    expect((await agent.get(address)).text).to.match(/id="use-0"[\s\S]*?value="language" selected/)
    await confirm(address, { 'use-1': 'text' })
    await site.runner.idle()
    const page = await agent.get(address)
    expect(page.text).to.contain('“Klingon” is no language. Write its English name or its code')
    const texts = (await storedTexts('tongues')).map(({ text, language }) => [text.slice(0, 6), language])
    expect(texts).to.have.deep.members([
      ['Plant.', 'cy'],
      ['Plant.', 'en'],
      ['Longer', undefined],
    ])
  })

  it('keeps that respondents see each sentence first, and where to write to them', async () => {
    const rows = [
      'Address,Comment',
      'quay@example.org,"The ramp is steep at low water, and the rail is loose."',
    ]
    const address = (await upload(rows.join('\n'), 'first.csv', 'Seen first')).headers.location ?? ''
    await confirm(address, { 'use-0': 'email', 'use-1': 'text', approval: 'yes' })
    await site.runner.idle()
    const [response] = await listResponses('seen-first')
    expect(response && currentConsent(response)).to.include({ choice: 'unnamed', approval: true })
    expect(await findIdentities([response?.identity ?? ''])).to.deep.include.members([
      { _id: response?.identity, name: '', organisation: '', email: 'quay@example.org' },
    ])
  })

  it('imports every row as written, and tells what it left out and noticed', async () => {
    const address = (await upload(table)).headers.location ?? ''
    await confirm(address, { 'use-0': 'id', 'use-1': 'attribute', 'use-2': 'text' })
    await site.runner.idle()
    const page = await agent.get(address)
    expect(page.text).to.contain('4 responses were imported').and.contain('1 row was left out')
    expect(page.text).to.contain('the same id as line 4').and.contain('F-02')

    const responses = await listResponses('ferry-bookings')
    expect(responses.length).to.equal(4)
    const first = responses.find(response => response.attributes.id === 'F-01')
    expect(first?.attributes['Where do you work?']).to.equal('Harbour office')
    expect(first && currentConsent(first)).to.include({
      choice: 'unnamed',
      wording: 'import: Collected by the harbour office',
    })
    const [text] = await storedTexts('ferry-bookings', first?._id ?? '')
    expect(text?.text).to.equal(
      'The form asks for the vessel twice.\nNobody reads the second one; I have asked.',
    )
  })

  it('adds nothing twice when the button is pressed twice', async () => {
    const address = (await upload(table, 'again.csv', 'Pressed twice')).headers.location ?? ''
    const uses = { 'use-0': 'id', 'use-1': 'attribute', 'use-2': 'text' }
    await Promise.all([confirm(address, uses), confirm(address, uses)])
    await site.runner.idle()
    expect((await listResponses('pressed-twice')).length).to.equal(4)
  })

  it('asks for a title and a file, and keeps the title', async () => {
    const token = csrfIn((await agent.get('/desk/import')).text)
    await agent.post('/desk/import').field('_csrf', token).field('title', 'Kept title')
    const { text } = await agent.get('/desk/import')
    expect(text)
      .to.contain('Choose a CSV')
      .and.contain('value="Kept title"')
      .and.contain('There is a problem')
  })

  it('refuses what is no table, by name', async () => {
    await upload('%PDF-1.7 nothing', 'scan.pdf')
    expect((await agent.get('/desk/import')).text).to.contain('scan.pdf: Is not a table')
    await upload('', 'empty.csv')
    expect((await agent.get('/desk/import')).text).to.contain('empty.csv: Is empty')
  })

  it('wants a column of text and what the permission rests on', async () => {
    const address = (await upload(table, 'x.csv', 'No text')).headers.location ?? ''
    await confirm(address, { 'use-0': 'id', 'use-1': 'id', 'use-2': 'ignore', basis: ' ' })
    const { text } = await agent.get(address)
    expect(text).to.contain('at least one column of text').and.contain('Only one column can be the id')
    expect(text).to.contain('Say what the permission')
  })

  it('asks for no permission where nobody is quoted', async () => {
    const address = (await upload(table, 'x.csv', 'Not quoted')).headers.location ?? ''
    await confirm(address, { choice: 'none', basis: '' })
    await site.runner.idle()
    expect((await agent.get(address)).text).to.match(/responses? (was|were) imported from x\.csv/)
  })

  it('refuses an upload without the token, and keeps nothing of it', async () => {
    const sent = await agent
      .post('/desk/import')
      .field('title', 'x')
      .attach('table', Buffer.from(table), 'x.csv')
    expect(sent.status).to.equal(403)
  })
})
