import { expect } from 'chai'
import { listEvidence } from '../../server/findings/evidence/store.ts'
import { type Agent, post } from '../site.ts'
import { claim } from './claim.ts'
import { addHarbour } from './corpus.ts'
import { eachHarbour } from './eachHarbour.ts'

const review = {
  citation: 'Review of contracts',
  link: 'https://example.org/review',
  publisher: 'The Audit House',
  year: '2024',
  excerpt: 'Three of the five\r\ncould not say.',
  key: 'audit-2024',
}

describe('Evidence', () => {
  let author: Agent
  let page: string
  let consultation: string

  eachHarbour(harbour => ({ author, consultation } = harbour))
  beforeEach(async () => {
    page = `/desk/${consultation}/evidence`
  })

  const add = (changes: Record<string, string> = {}) => post(author, page, { ...review, ...changes }, page)
  const shown = async () => (await author.get(page).expect(200)).text

  it('is put on file as it was published, and changed under the same name', async () => {
    await add()
    const [kept] = await listEvidence(consultation)
    expect(kept).to.deep.include({
      ...review,
      consultation,
      year: 2024,
      excerpt: 'Three of the five\ncould not say.',
    })
    await post(
      author,
      `${page}/${kept?._id}`,
      { ...review, year: '2025', key: 'other' },
      `${page}/${kept?._id}`,
    )
    expect((await listEvidence(consultation))[0]).to.include({ year: 2025, key: 'audit-2024' })
  })

  it('tells its page, when it was read, and what it supports, qualifies or contradicts', async () => {
    const made = async (statement: string) => (await claim(consultation, { statement, text: '' }))._id
    const [first, second] = [await made('Contracts carry knowledge away.'), await made('Pay is low.')]
    await add({ pages: '14–16', accessed: '2026-03-01', qualifies: first, contradicts: second })
    const [kept] = await listEvidence(consultation)
    expect(kept).to.deep.include({ pages: '14–16', accessed: '2026-03-01' })
    expect(kept?.bearings).to.have.deep.members([
      { finding: first, how: 'qualifies' },
      { finding: second, how: 'contradicts' },
    ])
    const html = await shown()
    expect(html).to.include('page 14–16').and.include('Findings that it contradicts: Pay is low.')
    const form = (await author.get(`${page}/${kept?._id}`).expect(200)).text
    expect(form).to.include(`name="contradicts" value="${second}" checked`)
    const finding = (await author.get(`/desk/${consultation}/findings/${second}`).expect(200)).text
    expect(finding).to.include('Contradicts it').and.include('Review of contracts')
  })

  it('bears on a finding in one way, and was not read in the future', async () => {
    await add({ supports: 'x', contradicts: 'x', accessed: '2999-01-01' })
    const html = await shown()
    expect(html).to.include('Enter a day that is not in the future')
    await add({ supports: 'x', contradicts: 'x' })
    expect(await shown()).to.include('Tick each finding in one list only')
    await add({ accessed: '2026-02-30' })
    expect(await shown()).to.include('Enter the day as year, month and day')
    expect(await listEvidence(consultation)).to.deep.equal([])
  })

  it('refuses addresses that are not of the web', async () => {
    for (const link of [
      'javascript:alert(1)',
      'data:text/html,x',
      'ftp://example.org',
      'example.org',
      'https://',
      '//example.org',
      '',
    ]) {
      await add({ link })
      expect(await shown(), link).to.include('Enter a full web address')
    }
    expect(await listEvidence(consultation)).to.deep.equal([])
  })

  it('keeps every entry when some are wrong, and says where', async () => {
    await add({ citation: '', year: '24', key: 'Audit 2024' })
    const html = await shown()
    for (const place of ['citation', 'year', 'key']) expect(html).to.include(`href="#${place}"`)
    for (const entered of ['value="24"', 'value="Audit 2024"', 'value="The Audit House"', 'could not say.'])
      expect(html).to.include(entered)
  })

  it('refuses a name that is taken', async () => {
    await add()
    await add({ citation: 'Another' })
    expect(await shown()).to.include('There is evidence called “audit-2024” already')
    expect(await listEvidence(consultation)).to.have.length(1)
  })

  it('is taken off the file', async () => {
    await add()
    const [kept] = await listEvidence(consultation)
    await post(author, `${page}/${kept?._id}/remove`, {}, page)
    expect(await listEvidence(consultation)).to.deep.equal([])
  })

  it('is out of reach from another consultation', async () => {
    await add()
    const [kept] = await listEvidence(consultation)
    await author.get(`/desk/${await addHarbour()}/evidence/${kept?._id}`).expect(404)
  })
})
