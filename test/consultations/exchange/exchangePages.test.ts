import { expect } from 'chai'
import { buildingOf } from '../../../server/consultations/building/store.ts'
import { readQuestionnaire } from '../../../server/consultations/exchange/readQuestionnaire.ts'
import { writeSurveyjs } from '../../../server/consultations/exchange/surveyjs/write.ts'
import { type Agent, openSite, post, type Site, tokenOf } from '../../site.ts'
import { riverPages, unpublished } from '../building/built.ts'
import { everything } from './everything.ts'

describe('importing and exporting questions at the desk', () => {
  let site: Site
  let owner: Agent
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
  })
  after(() => site.close())

  const at = (id: string) => `/desk/${id}/questions`
  const pagesOf = async (id: string) => (await buildingOf({ _id: id, version: 0 })).pages
  const bring = async (id: string, name: string, content: string | Buffer) => {
    const token = await tokenOf(owner, '/desk')
    const { headers } = await owner
      .post(`${at(id)}/import`)
      .field('_csrf', token)
      .attach('questions', Buffer.from(content), name)
    return headers.location ?? ''
  }
  const read = async (path: string) => (await owner.get(path).expect(200)).text

  it('shows what was read and what was lost first, then puts it in place of what was there', async () => {
    const id = await unpublished(riverPages)
    const csv = 'survey,,,\n,type,name,label\n,text,owner,Who owns it?\n,geopoint,where,Where?'
    const preview = await bring(id, 'wells.csv', csv)
    const text = await read(preview)
    expect(text).to.include('wells.csv, XLSForm').and.to.include('Who owns it?')
    expect(text).to.include('A question of the type “geopoint” cannot be asked here')
    expect(await pagesOf(id)).to.deep.equal(riverPages)
    await post(owner, preview, {}, '/desk')
    expect(await read(preview)).to.include('Choose where the questions go')
    await post(owner, preview, { how: 'instead' }, '/desk')
    expect((await pagesOf(id)).flatMap(page => page.questions.map(each => each.id))).to.deep.equal(['owner'])
    expect(await read(at(id))).to.include('Undo: put wells.csv in place of the questions')
  })

  it('puts them behind what was there with ids of their own', async () => {
    const id = await unpublished(riverPages)
    const preview = await bring(id, 'rivers.json', writeSurveyjs('Rivers', riverPages))
    await post(owner, preview, { how: 'behind' }, '/desk')
    const pages = await pagesOf(id)
    expect(pages.map(page => [page.id, ...page.questions.map(each => each.id)].join(' '))).to.deep.equal([
      'about role sector',
      'rivers state why',
      'about-2 role-2 sector-2',
      'rivers-2 state-2 why-2',
    ])
    expect(pages[2]?.questions[0]).not.to.have.property('about')
    expect(pages[3]?.when).to.deep.equal({ question: 'sector-2', is: 'equals', value: 'farm' })
    expect(pages[3]?.questions[1]).to.deep.include({ label: 'As {{role-2}}, why is that so?' })
  })

  it('says why a file cannot be read', async () => {
    const id = await unpublished()
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)])
    expect(await read(await bring(id, 'old.xls', old))).to.include(
      'old.xls: Is in the old format of Microsoft Office (.xls)',
    )
    expect(await read(await bring(id, 'none.csv', ''))).to.include('Choose a file that is not empty')
  })

  it('exports what is built, so that it comes back the same', async () => {
    const id = await unpublished(everything)
    for (const format of ['xlsx', 'json']) {
      const { body } = await owner
        .get(`${at(id)}/questions.${format}`)
        .responseType('blob')
        .expect(200)
      const back = await readQuestionnaire({ name: `q.${format}`, content: body })
      expect(back.ok && back.pages, format).to.deep.equal(everything)
    }
    await owner.get(`${at(id)}/questions.exe`).expect(404)
  })

  it('shows an import to its own consultation alone', async () => {
    const [id, other] = [await unpublished(), await unpublished()]
    const preview = await bring(id, 'rivers.json', writeSurveyjs('Rivers', riverPages))
    await owner.get(preview.replace(id, other)).expect(404)
  })
})
