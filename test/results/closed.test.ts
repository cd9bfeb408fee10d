import { expect } from 'chai'
import { parse } from 'csv-parse/sync'
import { keepFound } from '../../server/campaigns/campaignStore.ts'
import { askNextVersion, findConsultation, freezeQuestionnaire } from '../../server/consultations/store.ts'
import { textsIn } from '../../server/responses/response.ts'
import { hotStanding } from '../../server/responses/standingStore.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { dayBins, numberBins } from '../../server/results/closed/bins.ts'
import { spreadOf } from '../../server/results/spread.ts'
import { openConsultation } from '../responses/respondent.ts'
import { type Agent, openSite, type Site } from '../site.ts'
import { answered, counted, rowOf } from './scene.ts'

type Row = Record<string, string>

describe('The results of closed questions', () => {
  let site: Site
  let consultation: string
  let agent: Agent
  before(async () => {
    site = await openSite()
    agent = await site.signIn('researcher')
    consultation = await openConsultation({}, counted)
    await answered(consultation, 12, at => ({
      attributes: { sector: at < 7 ? 'ports' : 'a lighthouse' },
      capacity: at === 0 ? 'organisation' : at === 1 ? 'notes' : 'personal',
      answers: {
        agree: { option: at < 4 ? 'no' : 'yes' },
        ...(at < 3 ? { since: { number: [2, 4, 12][at] ?? 0 } } : {}),
        ...(at < 10 ? { help: { options: at < 6 ? ['pay', 'time'] : ['pay'] } } : {}),
        first: { order: at < 8 ? ['quay', 'crane'] : ['crane'] },
        lines: { rows: { tide: 'good', ...(at < 6 ? { radio: 'bad' } : {}) } },
        began: { date: `20${10 + at}-03-01` },
        wait: { number: (at % 3) + 1 },
      },
    }))
    const [gone] = await answered(consultation, 1, () => ({ answers: { agree: { option: 'no' } } }))
    if (gone) await withdraw(consultation, gone._id)
  })
  after(() => site.close())

  const page = async (query = '') =>
    (await agent.get(`/desk/${consultation}/results${query}`)).text.replace(/\s+/g, ' ')
  const sectionOf = (html: string, label: string) =>
    html.split('<section class="result"').find(part => part.includes(`>${label}</h2>`)) ?? ''

  it('count those who stand, and tell individuals, organisations and events apart', async () => {
    const html = await page()
    expect(html).to.include(
      '12 responses stand: For themselves 10; For an organisation 1; As notes of an event 1',
    )
    const agree = sectionOf(html, 'Crews are heard.')
    expect(agree).to.include('Asked of 12: 12 answered, 0 left it blank.')
    expect(rowOf(agree, 'Disagree')).to.deep.equal(['4', '33 %'])
    expect(rowOf(agree, 'Agree')).to.deep.equal(['8', '67 %'])
    expect(agree).to.match(/<svg [^>]*role="img"/)
  })

  it('say of how many it was asked, and who was not, since a condition did not hold', async () => {
    const since = sectionOf(await page(), 'For how many years?')
    expect(since).to.include('Asked of 4: 3 answered, 1 left it blank. 8 others were not asked')
    expect(since).to.include(
      'Median 4 years; from 2 years to 12 years; the middle half from 3 years to 8 years.',
    )
  })

  it('share several choices among those who answered, and each row of a matrix among its own', async () => {
    const html = await page()
    const help = sectionOf(html, 'What would help?')
    expect(rowOf(help, 'Better pay')).to.deep.equal(['10', '100 %'])
    expect(rowOf(help, 'More time')).to.deep.equal(['6', '60 %'])
    const lines = sectionOf(html, 'How are these?')
    expect(rowOf(lines.split('<h3')[1] ?? '', 'Good')).to.deep.equal(['12', '100 %'])
    expect(rowOf(lines.split('<h3')[2] ?? '', 'Bad')).to.deep.equal(['6', '100 %'])
  })

  it('tell a ranking by first places and mean place, ratings and days by their median', async () => {
    const html = await page()
    const first = sectionOf(html, 'What comes first?')
    expect(rowOf(first, 'The quay')).to.deep.equal(['8', '67 %', '8', '1'])
    expect(rowOf(first, 'The crane')).to.deep.equal(['4', '33 %', '12', '1.7'])
    expect(sectionOf(html, 'How long is the wait?')).to.include('Median 2; from 1 to 3')
    expect(sectionOf(html, 'When did you begin?')).to.include('from 1 March 2010 to 1 March 2021')
  })

  it('compare groups without cells of fewer than five, or what they could be worked out from', async () => {
    const html = await page('?by=attribute%3Asector')
    const agree = sectionOf(html, 'Crews are heard.')
    // Four of the seven at ports disagree: both of its cells, and those of the others, would tell of them.
    expect(rowOf(agree, 'ports')).to.deep.equal(['–left out', '–left out', '7'])
    expect(rowOf(agree, 'a lighthouse')).to.deep.equal(['–left out', '–left out', '5'])
    const one = sectionOf(await page('?by=attribute%3Asector&group=ports'), 'Crews are heard.')
    expect(rowOf(one, 'Disagree')).to.deep.equal(['–left out', '–left out'])
  })

  it('name what somebody said in their own words only where five said it', async () => {
    const own = sectionOf(await page(), 'Where do you work?')
    expect(rowOf(own, 'Ports')).to.deep.equal(['7', '58 %'])
    expect(rowOf(own, 'Elsewhere')).to.deep.equal(['5', '42 %'])
    expect(await page('?by=attribute%3Asector&by=x')).to.include('Compare by')
  })

  it('leave the desk as a file without small numbers', async () => {
    const { text, headers } = await agent.get(`/desk/${consultation}/results/results.csv?by=capacity`)
    expect(headers['content-type']).to.equal('text/csv; charset=utf-8')
    const rows: Row[] = parse(text, { columns: true, bom: true })
    const agree = rows.filter(row => row.question === 'agree')
    expect(agree[0]).to.include({ asked: '12', answered: '12', 'left blank': '0', 'not asked': '0' })
    // Four disagree, which the eight who agree would tell of.
    expect(agree.slice(1).map(row => [row.answer, row.respondents, row['left out']])).to.deep.equal([
      ['no', '', 'yes'],
      ['yes', '', 'yes'],
    ])
    const help = rows.filter(row => row.question === 'help' && row.answer === 'time')
    expect(help[0]).to.include({ respondents: '', answered: '10', 'left out': 'yes' })
    const tide = rows.find(row => row.line === 'tide' && row.answer === 'good')
    expect(tide?.respondents).to.equal('')
    const since = rows.find(row => row.question === 'since')
    expect(since).to.include({ median: '', lowest: '', 'left out': 'yes' })
  })

  it('unite the versions by the ids of questions and options', async () => {
    const united = await openConsultation({}, counted)
    await answered(united, 6, () => ({ answers: { agree: { option: 'yes' } } }))
    const asked = structuredClone(counted)
    const scale = asked[1]?.questions[0]
    if (scale?.type !== 'scale') throw new Error('no scale')
    scale.label = 'Crews are listened to.'
    scale.options = [{ value: 'yes', label: 'Yes, they are' }]
    asked[1]?.questions.push({ id: 'more', type: 'number', label: 'How many more?', required: false })
    await freezeQuestionnaire({ consultation: united, version: 2, pages: asked })
    await askNextVersion({ _id: united, version: 1 })
    await answered(united, 5, () => ({
      version: 2,
      answers: { agree: { option: 'yes' }, more: { number: 3 } },
    }))
    expect((await findConsultation(united))?.version).to.equal(2)
    const html = (await agent.get(`/desk/${united}/results`)).text.replace(/\s+/g, ' ')
    const agree = sectionOf(html, 'Crews are listened to.')
    expect(rowOf(agree, 'Yes, they are')).to.deep.equal(['11', '100 %'])
    expect(rowOf(agree, 'Disagree')).to.deep.equal(['0', '0 %'])
    expect(sectionOf(html, 'How many more?')).to.include('6 others answered a version without it.')
  })

  it('count campaigns both ways', async () => {
    const sent = await openConsultation({}, counted)
    const senders = await answered(sent, 9, at => ({
      answers: {
        agree: { option: at < 7 ? 'no' : 'yes' },
        ...(at < 6 ? { why: { text: 'We ask the harbour board to keep the winter timetable.' } } : {}),
      },
    }))
    const copies = senders.slice(0, 6).map(({ _id, revisions: [first] }) => ({
      ...{ _id: `letters 0 ${_id}`, consultation: sent, search: 'letters', rank: 0, respondent: _id },
      ...{ question: 'why', text: textsIn(first ?? { answers: {} })[0] ?? '', holds: 1, added: [] },
      ...{ letter: 'winter', listed: true, own: false },
    }))
    const found = { _id: sent, search: 'letters', compared: 6, tooShort: 0, notBefore: new Date(0) }
    await keepFound(found, [], copies, async () => {})
    const html = (await agent.get(`/desk/${sent}/results`)).text.replace(/\s+/g, ' ')
    const agree = sectionOf(html, 'Crews are heard.')
    // Six of the seven sent one letter: as one voice they and the seventh are two of four.
    expect(rowOf(agree, 'Disagree')).to.deep.equal(['7', '78 %', '2 of 4'])
    expect(rowOf(agree, 'Agree')).to.deep.equal(['2', '22 %', '2 of 4'])
    expect(sectionOf(html, 'What would help?')).not.to.include('as one voice')
  })

  it('print no group’s number of what is left out of everybody’s', async () => {
    const small = await openConsultation({}, counted)
    // Three chose “Something else”, so that one more answer has to be left out of all.
    await answered(small, 33, at => ({
      capacity: at % 2 === 0 ? 'organisation' : 'personal',
      answers: {
        help: { options: at < 3 ? ['else'] : ['pay'] },
        wait: { number: at < 2 ? 1 : at < 20 ? 2 : 3 },
      },
    }))
    const { text } = await agent.get(`/desk/${small}/results/results.csv?by=capacity`)
    const rows: Row[] = parse(text, { columns: true, bom: true })
    const hidden = new Set(
      rows
        .filter(row => row.answer && !row.group && !row.respondents)
        .map(row => `${row.question} ${row.answer}`),
    )
    expect(hidden).to.include('wait 1').and.include('help else')
    const byGroup = rows.filter(row => row.group && hidden.has(`${row.question} ${row.answer}`))
    expect(byGroup).to.have.length.above(3)
    for (const row of byGroup) expect(row.respondents, `${row.question} ${row.answer}`).to.equal('')
  })

  it('say so where nobody has answered', async () => {
    const empty = await openConsultation({}, counted)
    expect((await agent.get(`/desk/${empty}/results`)).text).to.include('Nobody has answered yet.')
    const { text } = await agent.get(`/desk/${empty}/results/results.csv`)
    expect(parse(text, { columns: true, bom: true })[0]).to.include({ asked: '0', answered: '0' })
  })

  it('are read by an index', async () => {
    for (const query of [hotStanding.all(consultation), hotStanding.attributes(consultation)]) {
      const plan = JSON.stringify(await query.lean().explain('queryPlanner'))
      expect(plan).to.include('IXSCAN').and.not.include('COLLSCAN')
    }
  })
})

describe('Numbers in few words', () => {
  it('have the quartiles that R gives', () => {
    // quantile(c(1, 2, 4, 7, 11)) and quantile(c(3, 5))
    expect(spreadOf([11, 1, 7, 2, 4])).to.deep.equal({ least: 1, lower: 2, median: 4, upper: 7, most: 11 })
    expect(spreadOf([5, 3])).to.deep.equal({ least: 3, lower: 3.5, median: 4, upper: 4.5, most: 5 })
    expect(spreadOf([])).to.equal(undefined)
  })

  it('are put into few ranges, each number into one', () => {
    const numbers = Array.from({ length: 200 }, (_, at) => at * 7.5 - 300)
    const bins = numberBins(numbers)
    expect(bins.length).to.be.within(5, 12)
    expect(bins.reduce((sum, { count }) => sum + count, 0)).to.equal(200)
    expect(bins[0]?.label).to.equal('−400 to below −200')
    expect(numberBins([3, 3, 1])).to.deep.equal([
      { label: '1', count: 1 },
      { label: '3', count: 2 },
    ])
  })

  it('are days of one month, one year or one century', () => {
    const day = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000
    expect(dayBins([day('2026-11-28'), day('2026-11-28'), day('2026-11-02')])).to.deep.equal([
      { label: '2 November 2026', count: 1 },
      { label: '28 November 2026', count: 2 },
    ])
    const months = Array.from({ length: 30 }, (_, at) =>
      day(`2026-0${1 + (at % 3)}-${String(1 + (at % 28)).padStart(2, '0')}`),
    )
    expect(dayBins(months).map(({ label }) => label)).to.deep.equal([
      'January 2026',
      'February 2026',
      'March 2026',
    ])
    const far = Array.from({ length: 3000 }, (_, at) => day(`${1000 + at * 3}-01-01`))
    expect(dayBins(far).length).to.be.below(100)
  })
})
