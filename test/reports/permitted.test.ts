import { expect } from 'chai'
import { parse } from 'csv-parse/sync'
import mongoose from 'mongoose'
import type { ConsentEvent } from '../../server/responses/response.ts'
import { findResponse } from '../../server/responses/store.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { addHarbour, type Spoken, say } from '../findings/corpus.ts'
import { type Agent, openSite, type Site } from '../site.ts'

type Line = {
  respondent: string
  who: string
  quotable: boolean
  answers: { question: string; answer: string }[]
}

describe('What may be taken out of a consultation beside quotes', () => {
  let site: Site
  let author: Agent
  let consultation: string
  const spoken: Record<string, Spoken> = {}
  const words = 'The crane is old. My brother mended it once. Nobody asked him again.'
  before(async () => {
    site = await openSite()
    author = await site.signIn('author')
    consultation = await addHarbour()
    spoken.named = await say(site, consultation, { text: words, choice: 'named', name: 'Ada Sample' })
    spoken.role = await say(site, consultation, {
      text: '=SUM(A1) is what we got.',
      choice: 'role',
      role: 'a pilot',
    })
    spoken.silent = await say(site, consultation, { text: 'Read this, but quote nothing.', choice: 'none' })
    spoken.gone = await say(site, consultation, { text: 'I am off.', choice: 'named', name: 'Bo Left' })
    spoken.never = await say(site, consultation, {
      text: 'For you alone.',
      choice: 'named',
      name: 'Cy Closed',
    })
    await permit('named', { listed: true, whole: true, archived: true })
    await permit('role', { whole: true })
    await permit('silent', { archived: true })
    await permit('gone', { listed: true, whole: true, archived: true })
    await withdraw(consultation, spoken.gone.respondent)
  })
  after(() => site.close())

  const permit = async (who: string, changes: Partial<ConsentEvent>) => {
    const respondent = spoken[who]?.respondent ?? ''
    const last = (await findResponse(consultation, respondent))?.consent.at(-1)
    await mongoose.connection
      .collection<{ _id: string; consent: object[] }>('responses')
      .updateOne({ _id: respondent }, { $push: { consent: { ...last, ...changes } } })
  }
  const file = async (name: string) => {
    const { text, body } = await author
      .get(`/desk/${consultation}/permitted/${name}`)
      .buffer(true)
      .parse((res, done) => {
        let read = ''
        res.setEncoding('utf8')
        res.on('data', part => {
          read += part
        })
        res.on('end', () => done(null, read))
      })
      .expect(200)
    return typeof body === 'string' ? body : text
  }
  const lines = async (name: string): Promise<Line[]> =>
    (await file(name))
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line))

  it('says how many permit each use, and how many are left out', async () => {
    const { text } = await author.get(`/desk/${consultation}/permitted`).expect(200)
    const said = text.replace(/<[^>]*>/g, '')
    expect(said).to.include('1 respondent; 3 left out').and.include('2 responses; 2 left out')
    await (await site.signIn('researcher')).get(`/desk/${consultation}/permitted`).expect(200)
  })

  it('lists only those who permit it now and have not withdrawn', async () => {
    expect(parse(await file('listed.csv'), { bom: true })).to.deep.equal([['name'], ['Ada Sample']])
  })

  it('takes out whole answers of those who permit it, by no more than their line, and no id of ours', async () => {
    const whole = await file('whole.jsonl')
    const found = await lines('whole.jsonl')
    expect(found.map(({ who }) => who)).to.have.members(['Ada Sample', 'one respondent'])
    expect(whole).not.to.match(/Bo Left|I am off|Cy Closed|quote nothing|SND-/)
    for (const { respondent } of Object.values(spoken)) expect(whole).not.to.include(respondent)
    const rows = parse(await file('whole.csv'), { bom: true }) as string[][]
    expect(rows[0]).to.deep.equal(['respondent', 'who', 'may be quoted', 'question', 'answer'])
    expect(rows.map(row => row[4])).to.include.members([words, "'=SUM(A1) is what we got."])
  })

  it('archives what may not be quoted, marked so, and without a name', async () => {
    const found = await lines('archived.jsonl')
    const silent = found.find(({ answers }) => answers[0]?.answer.startsWith('Read this'))
    expect(found).to.have.length(2)
    expect(silent).to.include({ who: 'one respondent', quotable: false })
  })

  it('leaves out passages and answers that are kept from quotation, and says where a passage was', async () => {
    const start = words.indexOf('My brother')
    const end = words.indexOf(' Nobody')
    const text = spoken.named?.text ?? ''
    await permit('named', { withheld: [{ text, start, end }] })
    expect((await lines('whole.jsonl')).map(({ answers }) => answers[0]?.answer)).to.include(
      'The crane is old. [passage left out as its author asked] Nobody asked him again.',
    )
    await permit('named', { answers: { obstacles: 'unnamed' } })
    expect(await file('whole.jsonl')).not.to.include('Ada Sample')
    await permit('named', { answers: { obstacles: 'none' } })
    expect(await file('whole.jsonl')).not.to.include('The crane is old')
    expect(await file('archived.jsonl')).not.to.include('The crane is old')
  })

  it('publishes nothing whole of one who came to allow no quotation since', async () => {
    await permit('role', { choice: 'none' })
    expect(await file('whole.jsonl')).not.to.include('SUM')
    const { text } = await author.get(`/desk/${consultation}/permitted`)
    expect(text.replace(/<[^>]*>/g, '')).to.include('1 response; 3 left out')
  })

  it('knows no other file', async () => {
    for (const name of ['whole.pdf', 'listed.jsonl', '__proto__.csv', 'none.csv'])
      await author.get(`/desk/${consultation}/permitted/${name}`).expect(404)
  })
})
