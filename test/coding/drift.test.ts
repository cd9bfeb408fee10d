import { expect } from 'chai'
import { shareChange } from '../../analysis/application.ts'
import { codingId, type StoredCoding } from '../../server/coding/coding.ts'
import { addCodings } from '../../server/coding/codingStore.ts'
import { agains, hotAgains } from '../../server/coding/drift/againStore.ts'
import { begun } from '../../server/coding/history.ts'
import { keepReading } from '../../server/coding/readingStore.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import type { Response } from '../../server/responses/response.ts'
import { withdrawResponse } from '../../server/responses/store.ts'
import { type Agent, openSite, type Person, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'

const consultation = 'drifting'
const words = 'The ward is short of people. Nobody asks the night shift.'
const aDay = 86_400_000

describe('how a share changed', () => {
  it('has the interval that Newcombe prints for 56 of 70 beside 48 of 80', () => {
    const change = shareChange({ found: 48, of: 80 }, { found: 56, of: 70 })
    expect(change?.value).to.be.closeTo(0.2, 1e-12)
    expect(change?.low).to.be.closeTo(0.0524, 0.00005)
    expect(change?.high).to.be.closeTo(0.3339, 0.00005)
  })

  it('has one where all or none were found, and none where there is nothing to compare', () => {
    const change = shareChange({ found: 0, of: 10 }, { found: 0, of: 20 })
    expect(change?.low).to.be.closeTo(-0.2775, 0.00005)
    expect(change?.high).to.be.closeTo(0.1611, 0.00005)
    expect(shareChange({ found: 0, of: 0 }, { found: 1, of: 2 })).to.equal(null)
  })
})

describe('Coding over time', () => {
  let site: Site
  let ana: Person
  let ben: Person
  let agent: Agent
  let responses: Response[]
  const desk = `/desk/${consultation}`

  before(async () => {
    site = await openSite()
    ana = await site.addPerson('researcher')
    ben = await site.addPerson('researcher')
    agent = await site.signInAs(ana)
    await addCorpus(consultation)
    await addCodebook(consultation, theme('staff', []), theme('nights', []))
    responses = []
    for (let n = 0; n < 24; n++) responses.push(await respond(consultation, `r${n}`, { obstacles: words }))
    await site.runner.idle()
    const first = Date.now() - 60 * aDay
    const codings: StoredCoding[] = []
    for (const [n, response] of responses.entries()) {
      const at = new Date(first + n * aDay)
      const [text = ''] = currentTexts(response)
      for (const [{ id: coder }, found] of [
        // Ana finds “nights” in the second half alone; Ben in every other response, from first to last.
        [ana, n >= 12 ? ['staff', 'nights'] : ['staff']],
        [ben, n % 2 === 0 ? ['nights'] : []],
      ] as const) {
        await keepReading({ consultation, response: response._id, by: coder, at, texts: [text] })
        for (const id of found) codings.push(codingOf(response, text, { coder, theme: id, at }))
      }
    }
    await addCodings(codings)
    await site.runner.idle()
  })
  after(() => site.close())

  function codingOf(
    response: Response,
    text: string,
    { coder, theme, at }: { coder: string; theme: string; at: Date },
  ): StoredCoding {
    const span = { start: 0, end: 28 }
    const id = codingId(coder, text, span, theme)
    const place = {
      ...{ id, consultation, respondent: response._id, question: 'obstacles', text, ...span, theme, coder },
    }
    return begun(
      place,
      { verdict: 'accepted', stance: 'supports', origin: 'unaided', codebookVersion: 1 },
      { at, by: coder, action: id, did: 'coded' },
    )
  }
  const rowOf = (html: string, name: string): string => {
    const rows = Array.from(html.matchAll(/<tr>.*?<\/tr>/gs), ([row]) => row.replace(/<[^>]+>|\s+/g, ' '))
    return rows.find(row => row.toLowerCase().includes(name))?.replace(/ +/g, ' ') ?? ''
  }

  it('tells a change of a coder’s from chance, with what others did in the same times', async () => {
    const { text } = await agent.get(`${desk}/drift?coder=${ana.id}&theme=nights`).expect(200)
    const nights = rowOf(text, 'nights')
    expect(nights).to.include('0 of 12 (0 %)').and.include('12 of 12 (100 %)')
    expect(nights).to.include('More often:').and.include('+100')
    expect(nights).to.include('6 of 12 (50 %), then 6 of 12 (50 %)')
    expect(rowOf(text, 'staff')).to.include('12 of 12 (100 %)').and.not.include('often:')
    const bens = rowOf((await agent.get(`${desk}/drift?coder=${ben.id}`)).text, 'nights')
    expect(bens).to.include('6 of 12 (50 %)').and.include('0 (').and.not.include('often:')
  })

  it('draws the weeks, and gives picture and table as files', async () => {
    const query = `coder=${ana.id}&theme=nights`
    const { text } = await agent.get(`${desk}/drift?${query}`)
    expect(text).to.include('<svg').and.include('Table: How often')
    const svg = await agent.get(`${desk}/drift/weeks.svg?${query}`).expect(200)
    expect(String(svg.body)).to.match(/^<svg .*<\/svg>$/s)
    const { text: csv } = await agent.get(`${desk}/drift/weeks.csv?${query}`).expect(200)
    const rows = csv.trim().split('\r\n')
    expect(rows[0]).to.match(/^Week from,Responses,With the theme/)
    expect(rows.length).to.be.within(5, 6)
    expect(rows.at(1)).to.include('0 %')
    expect(rows.at(-1)).to.include('100 %')
  })

  it('says what it takes where there is too little, and who decided on suggestions alone has read nothing', async () => {
    const few = 'driftless'
    await addCorpus(few)
    await addCodebook(few, theme('staff', []))
    expect((await agent.get(`/desk/${few}/drift`)).text).to.include('Nobody has read or coded anything')
    const response = await respond(few, 'only', { obstacles: words })
    const [text = ''] = currentTexts(response)
    await keepReading({
      consultation: few,
      response: response._id,
      by: ana.id,
      at: new Date(),
      texts: [text],
    })
    await addCodings([
      { ...codingOf(response, text, { coder: ana.id, theme: 'staff', at: new Date() }), consultation: few },
    ])
    expect((await agent.get(`/desk/${few}/drift`)).text).to.include('it takes 10 responses in each half')
    const refused = await post(agent, `/desk/${few}/again`, { size: '10' })
    expect((await agent.get(String(refused.headers.location))).text).to.include(
      'it takes 5 responses that you read at least 14 days ago',
    )
  })

  it('has a coder code their own again without what they coded, and compares both', async () => {
    const { text: begin } = await agent.get(`${desk}/again`).expect(200)
    expect(begin).to.include('drawn by lot')
    await post(agent, `${desk}/again`, { size: '40' })
    const given = await agains(consultation, ana.id)
    expect(given).to.have.length(24)
    const { text: first } = await agent.get(`${desk}/again`)
    expect(first).to.include('The ward is short of people')
    expect(first).not.to.match(/checked|<mark|data-passage/)
    for (const { reference } of responses) expect(first).not.to.include(reference)
    // They find “nights” nowhere now.
    for (const { _id } of given)
      await post(agent, `${desk}/again/${encodeURIComponent(_id)}`, {
        answer0: ['staff', 'no such theme'],
        do: 'keep',
      })
    const { text } = await agent.get(`${desk}/drift?coder=${ana.id}`)
    expect(text).to.include('24 responses (24 answers) a second time')
    const after = text.slice(text.indexOf('Agreement with themselves'))
    expect(rowOf(after, 'nights')).to.match(/ 0 12 0 -0\.31 \(/)
    expect((await agains(consultation, ana.id)).every(({ open, done }) => !open && done)).to.equal(true)
  })

  it('keeps what was found once, takes back the last, and loses who withdraws', async () => {
    const before = await agains(consultation, ana.id)
    await post(agent, `${desk}/again/${encodeURIComponent(before[0]?._id ?? '')}`, { answer0: 'nights' })
    const page = await agent.get(`${desk}/again`)
    expect(page.text).to.include('You had coded this one already')
    expect(await agains(consultation, ana.id)).to.deep.equal(before)
    await post(agent, `${desk}/again/undo`, {})
    const open = (await agains(consultation, ana.id)).filter(again => again.open)
    expect(open).to.have.length(1)
    expect(open[0]?.answers[0]).not.to.have.property('now')
    await withdrawResponse(consultation, open[0]?.response ?? '', '1')
    const after = await agent.get(`${desk}/again`)
    expect(after.text).not.to.include('The ward is short').and.not.include('left.')
    expect((await agent.get(`${desk}/drift?coder=${ana.id}`)).text).to.include('23 responses (23 answers)')
    const other = await site.signInAs(ben)
    await post(other, `${desk}/again/${encodeURIComponent(before[1]?._id ?? '')}`, {}).then(({ status }) =>
      expect(status).to.equal(404),
    )
  })

  it('finds what is to be coded again by index, without sorting', async () => {
    const plan = JSON.stringify(await hotAgains.open('c', 'a').explain('queryPlanner').exec())
    expect(plan).to.contain('IXSCAN').and.not.contain('"stage":"SORT"')
  })
})
