import { expect } from 'chai'
import { listEvidence } from '../../server/findings/evidence/store.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addHarbour } from './corpus.ts'

const review = {
  citation: 'Review of contracts',
  link: 'https://example.org/review',
  publisher: 'The Audit House',
  year: '2024',
  excerpt: 'Three of the five\r\ncould not say.',
  key: 'audit-2024',
}

describe('Evidence', () => {
  let site: Site
  let author: Agent
  let page: string
  let consultation: string

  before(async () => {
    site = await openSite()
    author = await site.signIn('author')
  })
  beforeEach(async () => {
    consultation = await addHarbour()
    page = `/desk/${consultation}/evidence`
  })
  after(() => site.close())

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
