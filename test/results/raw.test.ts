import { expect } from 'chai'
import { parse } from 'csv-parse/sync'
import readExcelFile from 'read-excel-file/node'
import { latestEvents } from '../../server/accounts/auditStore.ts'
import { checkZip, readEntry } from '../../server/files/zip.ts'
import type { Arriving } from '../../server/responses/prepare.ts'
import type { Response } from '../../server/responses/response.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { openConsultation } from '../responses/respondent.ts'
import { type Agent, openSite, type Site } from '../site.ts'
import { answered, counted } from './scene.ts'

type Row = Record<string, string>

/** Words that break files: a formula, quotes and lines, right to left, beyond the first plane, and XML. */
const hostile = '=cmd|’/C calc’!A0\n"quoted", שלום 🚢 <b>&amp;</b> _x000D_'
const kept = 'The crane waits. Nobody mends it. I would not be quoted on that.'

describe('All responses as a file', () => {
  let site: Site
  let consultation: string
  let sent: Response[]
  let owner: Agent
  let researcher: Agent
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
    researcher = await site.signIn('researcher')
    consultation = await openConsultation({}, counted)
    sent = await answered(
      consultation,
      3,
      (at): Partial<Arriving> => ({
        attributes: { sector: 'ports', id: `row ${at}` },
        choice: at === 1 ? 'named' : 'unnamed',
        identity: {
          ...{ name: `Ines Marlow ${at}`, organisation: '+44 Quays', email: `ines${at}@quay.example` },
          contacts: { mail: 'reply@quay.example' },
        },
        ...(at === 0
          ? { byHand: true, narrower: { why: 'none' }, withheld: { why: ['Nobody mends it.'] } }
          : {}),
        answers:
          at === 0
            ? {
                agree: { option: 'no' },
                why: { text: kept },
                since: { number: -3.5 },
                help: { options: ['pay', 'else'], own: hostile },
                first: { order: ['quay', 'crane'] },
                lines: { rows: { tide: 'good' } },
                began: { date: '2020-02-29' },
                wait: { number: 2 },
                mail: { contact: 'reply@quay.example' },
              }
            : { agree: { option: 'yes' } },
      }),
    )
    const [gone] = await answered(consultation, 1, () => ({ answers: { why: { text: 'Taken back.' } } }))
    if (gone) await withdraw(consultation, gone._id)
  })
  after(() => site.close())

  const get = async (agent: Agent, file: string) => {
    const { body } = await agent
      .get(`/desk/${consultation}/results/${file}`)
      .buffer(true)
      .parse((res, done) => {
        const parts: Buffer[] = []
        res.on('data', part => parts.push(part))
        res.on('end', () => done(null, Buffer.concat(parts)))
      })
    return body as Buffer
  }
  const csvRows = async (agent: Agent, file: string): Promise<Row[]> =>
    parse(await get(agent, file), { columns: true, bom: true })

  it('holds each answer as it was given, by the ids of questions, options and rows', async () => {
    const rows = await csvRows(researcher, 'responses.csv')
    expect(rows).to.have.length(3)
    const row = rows.find(each => each.why !== '') ?? {}
    expect(row).to.include({
      ...{ agree: 'no', why: kept, since: '-3.5', began: '2020-02-29', wait: '2' },
      ...{ 'help/pay': '1', 'help/time': '0', 'help/else': '1', 'help:own': `'${hostile}` },
      ...{ 'first/quay': '1', 'first/crane': '2', 'lines/tide': 'good', 'lines/radio': '' },
      ...{ '_about/sector': 'ports', _submitted: '2026-11-20', _version: '1', _capacity: 'personal' },
    })
  })

  it('says of each what its respondent permits, and what they were not asked', async () => {
    const rows = await csvRows(researcher, 'responses.csv')
    const row = rows.find(each => each.why !== '')
    expect(row).to.include({ _machine: 'no', _quoted: 'unnamed', _quoted_less: 'why: none' })
    expect(row?._not_for_quotation).to.equal('why 17–33')
    expect(kept.slice(17, 33)).to.equal('Nobody mends it.')
    expect(row?._not_asked).to.equal('')
    expect(rows.find(each => each._quoted === 'named')).to.include({
      _machine: 'yes',
      _not_asked: 'why since',
    })
  })

  it('has neither names nor anything that leads back in the files without names', async () => {
    const secrets = ['Ines', 'Quays', 'quay.example', 'row 0']
    secrets.push(...sent.flatMap(({ _id, reference, origin }) => [_id, reference, origin]))
    for (const format of ['csv', 'jsonl']) {
      const file = String(await get(researcher, `responses.${format}`))
      for (const secret of secrets) expect(file, secret).not.to.include(secret)
    }
    const [first] = await csvRows(researcher, 'responses.csv')
    expect(first?._respondent).to.equal('R1')
    expect(Object.keys(first ?? {})).not.to.include.members(['_name', 'mail', 'paper', '_about/id'])
  })

  it('has names for an owner alone, and each download is in the audit trail', async () => {
    const rows = await csvRows(owner, 'named-responses.csv')
    const row = rows.find(each => each.why !== '')
    expect(row).to.include({
      ...{ _name: 'Ines Marlow 0', _organisation: "'+44 Quays", _email: 'ines0@quay.example' },
      ...{ _reference: sent[0]?.reference, mail: 'reply@quay.example', '_about/id': 'row 0' },
    })
    const path = `/desk/${consultation}/results/named-responses.csv`
    expect((await researcher.get(path)).status).to.equal(403)
    const [newest] = await latestEvents(1)
    expect(newest).to.include({ what: 'exported all responses with names (csv)', on: consultation })
  })

  describe('pseudonymised for researchers', () => {
    const words =
      'I, Ines Marlow, wrote this: MARLOW is no name, nor is marlow. Ask ines.marlow@quay.example or Quay Masters Ltd; not Inesque.'
    let asked: string
    let another: string
    before(async () => {
      const who = { name: 'Ines Marlow', organisation: 'Quay Masters Ltd', email: 'ines.marlow@quay.example' }
      const said = (at: number): Partial<Arriving> => ({
        attributes: { sector: at < 5 ? 'ports' : 'lighthouses', id: `row ${at}` },
        ...(at === 0 ? { identity: who, answers: { why: { text: words } } } : {}),
      })
      asked = await openConsultation({}, counted)
      await answered(asked, 6, said)
      another = await openConsultation({}, counted)
      await answered(another, 6, said)
    })
    const read = async (consultation: string): Promise<Row[]> => {
      const { text } = await researcher.get(`/desk/${consultation}/results/pseudonymised-responses.csv`)
      return parse(text, { columns: true, bom: true })
    }
    const pseudonyms = (rows: Row[]) => rows.map(row => row._respondent ?? '')

    it('has one name for each response in every such file, and others in another consultation', async () => {
      const [first, again, elsewhere] = [await read(asked), await read(asked), await read(another)]
      expect(pseudonyms(again)).to.deep.equal(pseudonyms(first))
      expect(new Set([...pseudonyms(first), ...pseudonyms(elsewhere)]).size).to.equal(12)
      for (const name of pseudonyms(first)) expect(name).to.match(/^P_[\w-]{16}$/)
      const { body } = await researcher
        .get(`/desk/${asked}/results/pseudonymised-responses.jsonl`)
        .buffer(true)
        .parse((res, done) => {
          let all = ''
          res.on('data', part => {
            all += part
          })
          res.on('end', () => done(null, all))
        })
      const lines = String(body).trim().split('\n')
      expect(lines.map(line => JSON.parse(line).respondent)).to.deep.equal(pseudonyms(first))
      const [newest] = await latestEvents(1)
      expect(newest).to.include({ what: 'exported all responses pseudonymised (jsonl)', on: asked })
    })

    it('marks a respondent’s name and addresses out of their words, and keeps every place', async () => {
      const row = (await read(asked)).find(each => each.why !== '')
      expect(row?.why).to.have.length(words.length)
      expect(String(row?.why).replace(/\[■■■\] */g, '… ')).to.equal(
        'I, … , wrote this: MARLOW is no name, nor is marlow. Ask … or … ; not Inesque.',
      )
      expect(Object.keys(row ?? {})).not.to.include.members(['_name', '_reference', '_about/id'])
    })

    it('does not tell what fewer than five said of themselves', async () => {
      const sectors = (await read(asked)).map(row => row['_about/sector']).sort()
      expect(sectors).to.deep.equal(['(fewer than five)', ...Array(5).fill('ports')])
    })
  })

  it('is the same in JSON Lines, as it was typed', async () => {
    const lines = String(await get(researcher, 'responses.jsonl'))
      .trim()
      .split('\n')
    expect(lines).to.have.length(3)
    const found = lines.map(line => JSON.parse(line)).find(({ answers }) => answers.why)
    expect(found.answers).to.deep.equal({
      agree: { option: 'no' },
      why: kept,
      since: -3.5,
      help: { options: ['pay', 'else'], own: hostile },
      first: { order: ['quay', 'crane'] },
      lines: { rows: { tide: 'good' } },
      began: '2020-02-29',
      wait: 2,
    })
    expect(found.permission).to.deep.include({
      quoted: 'unnamed',
      machine: false,
      quotedLess: { why: 'none' },
    })
    expect(found.permission.notForQuotation).to.deep.equal([{ question: 'why', start: 17, end: 33 }])
    expect(found.about).to.deep.equal({ sector: 'ports' })
  })

  it('is a spreadsheet without a formula, with its columns on a second sheet', async () => {
    const file = await get(researcher, 'responses.xlsx')
    const [responses, columns] = await readExcelFile(file)
    const [head = [], ...rows] = responses?.data ?? []
    const why = rows.find(row => row[head.indexOf('why')] !== null) ?? []
    expect(why[head.indexOf('help:own')]).to.equal(hostile)
    expect(why[head.indexOf('since')]).to.equal(-3.5)
    expect(columns?.data.map(([name]) => name).slice(1)).to.deep.equal(head)
    for (const name of await checkZip(file))
      expect(String(await readEntry(file, name)), name).not.to.match(/<f[ >]/)
  })

  it('leaves out whoever withdrew', async () => {
    for (const format of ['csv', 'jsonl'])
      expect(String(await get(owner, `named-responses.${format}`))).not.to.include('Taken back.')
  })

  it('says what each column holds', async () => {
    const rows = await csvRows(researcher, 'columns.csv')
    expect(rows.find(({ column }) => column === 'agree')).to.include({
      question: 'Crews are heard.',
      values: 'no = Disagree; yes = Agree',
    })
    expect(rows.find(({ column }) => column === '_email')).to.include({ 'with names only': 'yes' })
  })

  it('has its columns alone where nobody answered', async () => {
    const empty = await openConsultation({}, counted)
    const { text } = await owner.get(`/desk/${empty}/results/responses.csv`)
    expect(text.trim().split('\r\n')).to.have.length(1)
    expect((await owner.get(`/desk/${empty}/results/responses.jsonl`)).status).to.equal(200)
    expect((await owner.get(`/desk/${empty}/results/responses.xlsx`)).status).to.equal(200)
    expect((await owner.get(`/desk/${empty}/results/responses.exe`)).status).to.equal(404)
  })
})
