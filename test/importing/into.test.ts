import { expect } from 'chai'
import mongoose from 'mongoose'
import { countResponses } from '../../server/responses/countStore.ts'
import { findIdentities } from '../../server/responses/identityStore.ts'
import { hotImported } from '../../server/responses/importedStore.ts'
import { currentConsent, type Response } from '../../server/responses/response.ts'
import { listResponses } from '../../server/responses/store.ts'
import { everyKind } from '../responses/everyKind.ts'
import { openConsultation } from '../responses/respondent.ts'
import { type Agent, openSite, post, type Site, tokenOf } from '../site.ts'
import { storedTexts } from '../storedTexts.ts'
import { shown } from './bringing.ts'

const heading = [
  'Ref,years,When did the project begin?,Which port do you use most?,What of its crane?',
  'wait,causes,Which form?,first,Do you agree? Crews are heard.,agree:paid,Name,Email,Consent,basis,Source,Received',
].join(',')

const whole = [
  'L-1,12,27/3/2021,North Quay,It stands still on Mondays.',
  '4,The tide; Forms,The pilot form,Training; Pay,disagree,agree,Bram Ostler,b.ostler@example.org,named,Print it under my name.,letter,',
].join(',')

describe('importing answers into a consultation', () => {
  let site: Site
  let staff: Agent
  before(async () => {
    site = await openSite()
    staff = await site.signIn('researcher')
  })
  after(() => site.close())

  const today = new Date().toISOString().slice(0, 10)
  const common = { choice: 'none', basis: 'As each letter says.', as: '', came: '' }

  async function upload(consultation: string, lines: string[]): Promise<string> {
    const token = await tokenOf(staff, '/desk/import')
    const sent = await staff
      .post('/desk/import')
      .field('_csrf', token)
      .field('into', consultation)
      .attach('table', Buffer.from(`${lines.join('\n')}\n`), 'letters.csv')
    return sent.headers.location ?? ''
  }
  /** What is proposed for each column. */
  async function uses(address: string): Promise<Record<string, string>> {
    const { text } = await staff.get(address)
    const selects = text.matchAll(/<select[^>]*name="(use-\d+)"[^>]*>([\s\S]*?)<\/select>/g)
    return Object.fromEntries(
      [...selects].map(([, name = '', options = '']) => [
        name,
        /value="([^"]*)" selected/.exec(options)?.[1] ?? '',
      ]),
    )
  }
  async function bring(consultation: string, lines: string[], changes: object = {}): Promise<string> {
    const address = await upload(consultation, lines)
    await post(staff, address, { ...common, ...(await uses(address)), ...changes })
    await site.runner.idle()
    return shown(await staff.get(address))
  }
  const onlyOf = async (consultation: string): Promise<Response> => {
    const [response, ...others] = await listResponses(consultation)
    if (!response || others.length > 0) throw new Error('not one response was imported')
    return response
  }

  it('finds the question of each column by its id or wording, and keeps each answer in its kind', async () => {
    const consultation = await openConsultation({}, everyKind)
    const address = await upload(consultation, [heading, `${whole}${today}`])
    expect(Object.values(await uses(address))).to.deep.equal([
      ...['ignore', 'question:years', 'question:began', 'question:port', 'question:crane', 'question:wait'],
      ...[
        'question:causes',
        'question:forms',
        'question:first',
        'question:agree:heard',
        'question:agree:paid',
      ],
      ...['name', 'email', 'choice', 'basis', 'source', 'came'],
    ])
    await post(staff, address, { ...common, ...(await uses(address)), 'use-0': 'id' })
    await site.runner.idle()
    expect(shown(await staff.get(address))).to.include('1 response was imported')
    const response = await onlyOf(consultation)
    const { crane, forms, ...closed } = response.revisions[0]?.answers ?? {}
    expect(closed).to.deep.equal({
      years: { number: 12 },
      began: { date: '2021-03-27' },
      port: { option: 'north' },
      wait: { number: 4 },
      causes: { options: ['tide', 'forms'] },
      first: { order: ['training', 'pay'] },
      agree: { rows: { heard: 'no', paid: 'yes' } },
    })
    expect([crane, forms].every(answer => answer && 'text' in answer)).to.equal(true)
    expect(response).to.deep.include({ source: 'import', attributes: { id: 'L-1' } })
    expect(response.brought).to.include({ as: 'paper' })
    expect(currentConsent(response)).to.include({
      choice: 'named',
      wording: 'entered: Print it under my name.',
    })
    const [identity] = await findIdentities([response.identity ?? ''])
    expect(identity).to.include({ name: 'Bram Ostler', email: 'b.ostler@example.org' })
  })

  it('lists what is wrong with each row as a respondent would be told it, and keeps no such row', async () => {
    const consultation = await openConsultation({}, everyKind)
    const told = await bring(
      consultation,
      [
        'years,port,causes,agree:heard,agree:paid,Consent',
        '90,South Quay,The tide,agree,agree,',
        '7,East Quay,The tide,agree,agree,',
        '7,South Quay,The tide; Nothing,agree,agree,',
        '7,South Quay,The tide,agree,agree,perhaps',
        '7,South Quay,The tide,agree,,',
        '7,South Quay,The tide,agree,agree,named',
        '7,South Quay,The tide,agree,agree,',
      ],
      { as: 'paper', came: today },
    )
    expect(told).to.include('2 responses were imported').and.to.include('5 rows were left out')
    expect(told).to.include('line 2 “How long have you worked there?” must be 60 or less')
    expect(told).to.include('line 4 For “What holds you up?”, choose “Nothing” or the others, not both')
    expect(told).to.include('line 5 Consent: “perhaps” does not say how they may be quoted')
    expect(told).to.include('line 6 Choose an answer to “Crews are paid on time.”')
    expect(told).to.include('line 7 Give the name by which the answer may be quoted')
    // East Quay is somebody’s own words for “Another”.
    expect(told).not.to.include('line 3')
  })

  it('leaves out what is not asked of whoever answers so, and says it', async () => {
    const consultation = await openConsultation({}, everyKind)
    const told = await bring(
      consultation,
      [
        'years,port,causes,agree:heard,agree:paid,crane',
        '7,South Quay,The tide,agree,agree,It is at the other quay.',
      ],
      { as: 'email', came: today },
    )
    expect(told).to.include('“What of its crane?” is not asked of whoever answers the rest so')
    expect((await onlyOf(consultation)).revisions[0]?.answers).not.to.have.property('crane')
  })

  it('takes rows as they came where that is wanted, with questions left open', async () => {
    const consultation = await openConsultation({}, everyKind)
    const rows = ['years,port', ',South Quay']
    expect(await bring(consultation, rows, { as: 'paper', came: today })).to.include(
      '0 responses were imported',
    )
    const told = await bring(consultation, rows, { as: 'paper', came: today, asItCame: 'yes', again: 'yes' })
    expect(told).to.include('1 response was imported')
  })

  it('asks how and when the answers came, and takes the same table twice only when told to', async () => {
    const consultation = await openConsultation({}, everyKind)
    const rows = ['years,port,causes,agree:heard,agree:paid', '7,South Quay,The tide,agree,agree']
    const first = await bring(consultation, rows)
    expect(first).to.include('Choose how the answers came').and.to.include('Enter the day on which')
    expect(await bring(consultation, rows, { as: 'paper', came: today })).to.include(
      '1 response was imported',
    )
    const again = await bring(consultation, rows, { as: 'paper', came: today })
    expect(again).to.include('This table was imported before')
    expect(await listResponses(consultation)).to.have.length(1)
  })

  it('is taken back whole, leaves nothing behind, and can be brought again', async () => {
    const consultation = await openConsultation({}, everyKind)
    const address = await upload(consultation, [heading, `${whole}${today}`])
    await post(staff, address, { ...common, ...(await uses(address)) })
    await site.runner.idle()
    const { _id, identity = '' } = await onlyOf(consultation)
    expect(await storedTexts(consultation)).not.to.deep.equal([])
    expect(shown(await staff.get(`${address}/undo`)))
      .to.include('1 response that came with it')
      .and.include('are then deleted whole')
    await Promise.all([1, 2].map(() => post(staff, `${address}/undo`, {})))
    await site.runner.idle()
    expect(shown(await staff.get(address))).to.include('was taken back')
    expect(await listResponses(consultation)).to.deep.equal([])
    expect(await storedTexts(consultation)).to.deep.equal([])
    expect(await findIdentities([identity])).to.deep.equal([])
    expect((await staff.get(`/desk/${consultation}/responses/${_id}`)).status).to.equal(404)
    const again = await bring(consultation, [heading, `${whole}${today}`])
    expect(again).to.include('1 response was imported')
  })

  for (const [why, old] of [
    ['that somebody worked with', false],
    ['that it brought more than seven days ago', true],
  ] as const)
    it(`keeps what was taken back as withdrawn ${why}`, async () => {
      const consultation = await openConsultation({}, everyKind)
      const address = await upload(consultation, [heading, `${whole}${today}`])
      await post(staff, address, { ...common, ...(await uses(address)) })
      await site.runner.idle()
      const { _id, identity = '' } = await onlyOf(consultation)
      const page = `/desk/${consultation}/responses/${_id}`
      if (old)
        await mongoose.connection
          .collection('imports')
          .updateOne({ consultation }, { $set: { at: new Date(Date.now() - 8 * 24 * 60 * 60 * 1000) } })
      else await post(staff, `${page}/read`, { read: 'yes' })
      await post(staff, `${address}/undo`, {})
      await site.runner.idle()
      const response = await onlyOf(consultation)
      expect(response.state).to.equal('withdrawn')
      expect(response.identity).to.equal(undefined)
      expect(await countResponses(consultation, 'withdrawn'), 'nobody withdrew').to.equal(0)
      expect(await findIdentities([identity])).to.deep.equal([])
      expect(shown(await staff.get(page))).to.include('The import that brought this response was taken back')
    })

  it('finds what an import brought by index', async () => {
    const queries = [
      hotImported.standing('import'),
      hotImported.takenBack('import', ''),
      hotImported.ofDocument('harbour', 'hash'),
    ]
    for (const query of queries) {
      const plan = JSON.stringify(await query.explain())
      expect(plan).to.include('IXSCAN').and.not.include('COLLSCAN')
    }
  })
})
