import { expect } from 'chai'
import { findDraft } from '../../server/responses/draftStore.ts'
import { findIdentities } from '../../server/responses/identityStore.ts'
import { listResponses } from '../../server/responses/store.ts'
import { findTexts } from '../../server/responses/textStore.ts'
import { openSite, type Site } from '../site.ts'
import { everyKind } from './everyKind.ts'
import { declaration, openConsultation, type Respondent, respondentTo } from './respondent.ts'

const you = { reply: '', years: '12', 'began:day': '', 'began:month': '', 'began:year': '', port: 'south' }
const views = { causes: ['tide'], 'agree:heard': 'yes', 'agree:paid': 'no' }

describe('Questions of every type', () => {
  let site: Site
  let consultation: string
  let respondent: Respondent
  before(async () => {
    site = await openSite()
    consultation = await openConsultation({}, everyKind)
  })
  beforeEach(async () => {
    respondent = await respondentTo(site, consultation)
  })
  after(() => site.close())

  const values = async () => (await findDraft(respondent.token))?.values
  const problemsOf = async (page: string) =>
    [...(await respondent.get(`${page}?check`)).text.matchAll(/<li><a href="#([^"]+)">([^<]+)</g)].map(
      ([, at, said]) => `${at} ${said}`,
    )
  const sent = async () => {
    await respondent.send('send', { ...declaration, role: 'a pilot' })
    const [response] = (await listResponses(consultation)).filter(({ origin }) => origin)
    if (!response) throw new Error('nothing was sent')
    return response
  }

  for (const [what, page, entered, said] of [
    [
      'a number in words',
      'you',
      { years: 'twelve' },
      'years “How long have you worked there?” must be a number',
    ],
    [
      'half a year',
      'you',
      { years: '1.5' },
      'years “How long have you worked there?” must be a whole number',
    ],
    ['a number out of range', 'you', { years: '61' }, 'must be 60 or less'],
    [
      'half a date',
      'you',
      { 'began:day': '3' },
      'began:month The date for “When did the project begin?” must include',
    ],
    [
      'a day that is none',
      'you',
      { 'began:day': '31', 'began:month': '2', 'began:year': '2020' },
      'must be a real date',
    ],
    [
      'a day too early',
      'you',
      { 'began:day': '1', 'began:month': '2', 'began:year': '1999' },
      '1 January 2000 or after',
    ],
    ['no address', 'you', { reply: 'at home' }, 'reply Enter an email address in full'],
    [
      'another without saying which',
      'you',
      { port: 'other', 'port:own': ' ' },
      'port:own Say what you mean by “Another”',
    ],
    [
      'words beside what was not chosen',
      'you',
      { 'port:own': 'The slip' },
      'port:own Choose “Another” too, beside which you wrote',
    ],
    [
      'nothing and something',
      'views',
      { causes: ['tide', 'none'] },
      'causes For “What holds you up?”, choose “Nothing” or',
    ],
    [
      'one thing in two places',
      'views',
      { 'first:1': 'pay', 'first:2': 'pay' },
      'first:2 Put “Pay” in one place only',
    ],
    [
      'a gap in an order',
      'views',
      { 'first:1': '', 'first:2': 'pay' },
      'first:1 Choose what comes in place 1',
    ],
    [
      'a line without an answer',
      'views',
      { 'agree:heard': 'yes' },
      'agree:paid Choose an answer to “Crews are paid',
    ],
  ] as const)
    it(`keep and tell, at its field: ${what}`, async () => {
      const whole = page === 'you' ? { ...you, ...entered } : { causes: 'tide', ...entered }
      const { headers } = await respondent.send(page, whole)
      expect(headers.location).to.include(`/${page}?check`)
      expect(
        (await problemsOf(page)).some(problem => problem.includes(said)),
        said,
      ).to.equal(true)
      for (const [field, value] of Object.entries(entered))
        expect((await values())?.[field]).to.deep.equal(value)
    })

  it('must be answered where they must, each told at its first field', async () => {
    await respondent.send('you', {})
    await respondent.send('views', {})
    expect(await problemsOf('you')).to.deep.equal([
      'years Enter a number for “How long have you worked there?”',
      'port Choose an answer to “Which port do you use most?”',
    ])
    expect(await problemsOf('views')).to.deep.equal([
      'causes Choose at least one answer to “What holds you up?”',
      'agree:heard Choose an answer in each line of “Do you agree?”',
    ])
  })

  it('refuse what was not offered, and keep nothing of it', async () => {
    for (const [page, field] of [
      ['you', 'port'],
      ['views', 'first:1'],
      ['views', 'agree:heard'],
      ['views', 'causes'],
    ] as const) {
      expect((await respondent.send(page, { [field]: 'forged' })).status, field).to.equal(400)
      expect(await values()).to.deep.equal({})
    }
    await respondent.send('views', { 'agree:toString': 'yes', 'first:3': 'pay', 'causes:own': 'mine' })
    expect(await values()).to.deep.equal({ causes: [], 'causes:own': 'mine' })
  })

  it('ask a page and a question by earlier answers, and say when an answer has the same page ask more', async () => {
    const { headers } = await respondent.send('you', you)
    expect(headers.location).to.match(/\/views$/)
    expect((await respondent.get('north')).status).to.equal(303)
    await respondent.send('you', { ...you, port: 'north' })
    expect((await respondent.get('north')).text).to.include('How long do you wait at North Quay?')

    const asked = (await respondent.send('views', { ...views, causes: ['forms'] })).headers.location ?? ''
    expect(asked).to.match(/views\?more$/)
    const { text } = await respondent.get('views?more')
    expect(text).to.include('it asks more').and.include('Which form?').and.not.include('There is a problem')
    expect(await problemsOf('views')).to.deep.equal(['forms Write an answer to “Which form?”'])
    const on = await respondent.send('views', { ...views, causes: ['forms'], forms: 'The harbour pass' })
    expect(on.headers.location).to.match(/\/check$/)
  })

  it('put earlier answers into later wordings, escaped, with other words where there are none', async () => {
    expect((await respondent.get('views')).text)
      .to.include('After some years')
      .and.include('Think of ….')
    await respondent.send('you', { ...you, port: 'other', 'port:own': '<b>The Slip</b> {{years}}' })
    const { text } = await respondent.get('views')
    expect(text).to.include('After 12 years').and.include('Another: &lt;b&gt;The Slip&lt;/b&gt; {{years}}')
  })

  it('send each answer in its form, and nothing that is not asked any more', async () => {
    await respondent.send('you', { ...you, port: 'north' })
    await respondent.send('north', { crane: 'It has stood idle since the spring.', wait: '4' })
    await respondent.send('you', {
      ...you,
      ...{ reply: ' ines@harbour.example ', years: '1,2' },
      ...{ 'began:day': '5', 'began:month': '03', 'began:year': '2021' },
      ...{ port: 'other', 'port:own': 'The old slip at low water' },
    })
    await respondent.send('you', { years: '12' })
    await respondent.send('views', {
      ...{ causes: ['tide', 'else'], 'causes:own': 'Nobody answers the radio' },
      ...{ 'first:1': 'tools', 'first:2': 'pay' },
      ...{ 'agree:heard': 'no', 'agree:paid': 'yes' },
    })
    const shown = (await respondent.get('check')).text
    for (const said of [
      'ines@harbour.example',
      '12 years',
      '5 March 2021',
      'Another: The old slip at low water',
      'The tide; Something else: Nobody answers the radio',
      '1. Tools; 2. Pay',
      'Crews are heard.: disagree',
      'Why did you answer?',
    ])
      expect(shown).to.include(said)
    expect(shown).not.to.include('crane')
    expect((await findDraft(respondent.token))?.values.crane).to.equal('It has stood idle since the spring.')

    const response = await sent()
    const { port, causes, ...answers } = response.revisions[0]?.answers ?? {}
    expect(answers).to.deep.equal({
      reply: { contact: true },
      years: { number: 12 },
      began: { date: '2021-03-05' },
      first: { order: ['tools', 'pay'] },
      agree: { rows: { heard: 'no', paid: 'yes' } },
    })
    expect(port).to.include({ option: 'other' })
    expect(causes).to.deep.include({ options: ['tide', 'else'] })
    const own = [port, causes].map(given => (given && 'own' in given ? (given.own ?? '') : ''))
    expect((await findTexts(own)).map(({ question, text }) => [question, text])).to.have.deep.members([
      ['port', 'The old slip at low water'],
      ['causes', 'Nobody answers the radio'],
    ])
    expect(response.answered).to.have.members(['port', 'causes'])
    const [identity] = await findIdentities([response.identity ?? ''])
    expect(identity?.contacts).to.deep.equal({ reply: 'ines@harbour.example' })
    expect(JSON.stringify(response)).not.to.include('harbour.example')

    const researcher = await site.signIn('researcher')
    const desk = await researcher.get(`/desk/${consultation}/responses/${response._id}`)
    for (const told of [
      '12 years',
      '5 March 2021',
      '1. Tools; 2. Pay',
      'Crews are heard.: disagree',
      'Nobody answers the radio',
    ])
      expect(desk.text).to.include(told)
    expect(desk.text).not.to.include('harbour.example')
  })

  it('take a condition on an answer that is itself not asked as one on no answer', async () => {
    await respondent.send('you', { ...you, years: '30' })
    await respondent.send('views', { ...views, 'agree:heard': 'no' })
    expect((await respondent.get('views')).text).to.include('Why did you answer?')
    await respondent.send('you', { ...you, years: '3' })
    expect((await respondent.get('views')).text).not.to.include('Why did you answer?')
  })
})
