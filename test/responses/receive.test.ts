import { expect } from 'chai'
import { newId } from '../../server/database/ids.ts'
import { type Incoming, receiveResponses } from '../../server/responses/receive.ts'
import { speakersOf } from '../../server/responses/speakers.ts'
import { findByOrigin, findResponse, latestResponses, listResponses } from '../../server/responses/store.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { openSite, type Site } from '../site.ts'
import { storedTexts } from '../storedTexts.ts'

describe('Receiving responses that were gathered elsewhere', () => {
  let site: Site
  let consultation: string
  before(async () => {
    site = await openSite()
  })
  beforeEach(() => {
    consultation = newId()
  })
  after(() => site.close())

  const incoming = (n: number): Incoming => ({
    origin: `${consultation}:${n}`,
    consultation,
    version: 1,
    source: 'demo',
    capacity: 'official',
    choice: 'named',
    consentWording: '1',
    attributes: { role: 'a clerk', sector: 'research' },
    identity: { name: `Person ${n}`, organisation: '', email: '' },
    answers: { obstacles: { text: `Answer ${n}\r\nin two lines` }, help: { options: ['pay'] } },
    submittedOn: new Date('2026-03-04T15:16:17Z'),
  })

  it('writes each with its text, its identity and the day alone', async () => {
    expect(await receiveResponses([incoming(1), incoming(2)])).to.equal(2)
    const response = await findByOrigin(`${consultation}:2`)
    if (!response) throw new Error('no response was written')
    expect(response.submittedOn).to.deep.equal(new Date('2026-03-04T00:00:00Z'))
    expect(response.pending).to.deep.equal(['tag', 'campaigns'])
    const [text] = await storedTexts(consultation, response._id)
    expect(text).to.deep.include({
      question: 'obstacles',
      text: 'Answer 2\nin two lines',
      words: 5,
      nonAnswer: false,
    })
    expect((await speakersOf([response])).get(response._id)).to.deep.include({
      name: 'Person 2',
      choice: 'named',
    })
  })

  it('are listed newest day first, each once over all pages', async () => {
    const day = (n: number) => new Date(Date.UTC(2026, 2, 1 + (n % 3)))
    await receiveResponses([1, 2, 3, 4, 5, 6, 7, 8].map(n => ({ ...incoming(n), submittedOn: day(n) })))
    const listed = []
    for (let last = null; ; ) {
      const page = await latestResponses(consultation, last, 3)
      listed.push(...page)
      if (page.length < 3) break
      last = page[page.length - 1] ?? null
    }
    expect(new Set(listed.map(response => response._id)).size).to.equal(8)
    const days = listed.map(response => response.submittedOn.getTime())
    expect(days).to.deep.equal([...days].sort((a, b) => b - a))
  })

  it('adds nothing the second time', async () => {
    await receiveResponses([incoming(1), incoming(2)])
    expect(await receiveResponses([incoming(1), incoming(2), incoming(3)])).to.equal(1)
    expect(await listResponses(consultation)).to.have.length(3)
    expect(await storedTexts(consultation)).to.have.length(3)
  })

  it('reads the words of an attachment, and refuses one that cannot be kept', async () => {
    const attached = (bytes: Buffer): Incoming => ({
      ...incoming(9),
      answers: { evidence: { attachment: { name: 'notes.txt', bytes } } },
    })
    await receiveResponses([attached(Buffer.from('Words of the notes.'))])
    const response = await findByOrigin(`${consultation}:9`)
    const [text] = await storedTexts(consultation, response?._id ?? '')
    expect(text).to.deep.include({ kind: 'attachment', question: 'evidence', words: 4 })

    const failure = await receiveResponses([{ ...attached(Buffer.alloc(0)), origin: 'bad' }]).then(
      () => undefined,
      error => String(error),
    )
    expect(failure).to.include('“notes.txt” is empty')
    expect(await findByOrigin('bad')).to.equal(null)
  })

  it('gives every response a reference of its own', async () => {
    await receiveResponses(Array.from({ length: 200 }, (_, n) => incoming(n)))
    const responses = await listResponses(consultation, '', 300)
    expect(new Set(responses.map(response => response.reference))).to.have.length(200)
  })

  it('lets words be withdrawn: who said them then allows nothing', async () => {
    await receiveResponses([incoming(1)])
    const { _id } = (await findByOrigin(`${consultation}:1`)) ?? { _id: '' }
    await withdraw(consultation, _id)
    await withdraw(consultation, _id)
    const response = await findResponse(consultation, _id)
    if (!response) throw new Error('the response is gone')
    expect(response.state).to.equal('withdrawn')
    expect(response.consent.map(({ choice }) => choice)).to.deep.equal(['named', 'none'])
    expect((await speakersOf([response])).get(_id)?.choice).to.equal('none')
  })
})
