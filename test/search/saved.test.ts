import { expect } from 'chai'
import { withdraw } from '../../server/responses/withdraw.ts'
import { hotSaved } from '../../server/search/saved/savedStore.ts'
import { addCodebook, addCorpus, respond, theme } from '../coding/corpus.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'

describe('saved searches', () => {
  let site: Site
  let agent: Agent
  let colleague: Agent
  before(async () => {
    site = await openSite()
    await addCorpus('kept')
    await addCodebook('kept', theme('pay', ['pay']))
    agent = await site.signIn('researcher')
    colleague = await site.signIn('author')
  })
  after(() => site.close())

  const page = async (of = agent, rest = '') => (await of.get(`/desk/kept/search${rest}`)).text
  const save = (fields: Record<string, string>) => post(agent, '/desk/kept/search/saved', fields)

  it('are the team’s, and ask again what was asked', async () => {
    const { headers } = await save({
      q: 'pay NEAR/5 market',
      theme: 'pay',
      as: 'lines',
      name: 'Pay and market',
    })
    expect(headers.location).to.contain('/search?q=pay')
    const html = await page(colleague)
    expect(html).to.contain('>Pay and market</a>')
    expect(html.replaceAll('&#x3D;', '=')).to.contain('q=pay+NEAR%2F5+market&amp;theme=pay&amp;as=lines')
  })

  it('have each a name of their own; saved twice is saved once', async () => {
    await save({ q: 'boats', name: 'Boats' })
    await save({ q: 'boats', name: 'Boats' })
    expect((await page()).match(/>Boats<\/a>/g)).to.have.length(1)
    const { headers } = await save({ q: 'ships', name: 'boats' })
    const html = await page(agent, headers.location?.slice('/desk/kept/search'.length))
    expect(html).to.contain('Another search is saved as boats').and.contain('value="boats"')
    await save({ q: 'ships', name: ' ' })
    expect(await page()).to.contain('Give the search a name')
  })

  it('come back when deleting is undone, and their name is free meanwhile', async () => {
    await save({ q: 'quay', name: 'Quay' })
    const listed = await page()
    const id = /saved\/([^/]+)\/delete/.exec(listed.slice(listed.indexOf('>Quay</a>')))?.[1]
    const deleted = await post(agent, `/desk/kept/search/saved/${id}/delete`, {})
    const html = await page(agent, deleted.headers.location?.slice('/desk/kept/search'.length).split('#')[0])
    expect(html).to.contain('“Quay” is deleted').and.not.contain('>Quay</a>')
    await post(agent, `/desk/kept/search/saved/${id}/restore`, {})
    expect(await page()).to.contain('>Quay</a>')
    await post(agent, `/desk/kept/search/saved/${id}/delete`, {})
    await save({ q: 'quays', name: 'Quay' })
    expect(await page()).to.contain('q&#x3D;quays')
  })

  it('that repeat words which were withdrawn are told of, and shown no more', async () => {
    const words = 'the ferry to the outer island left without us'
    const leaving = await respond('kept', 'leaving', { obstacles: `Once ${words}.` })
    await save({ q: `"${words}"`, name: 'The ferry' })
    expect(await page()).to.contain('>The ferry</a>')
    await withdraw('kept', leaving._id)
    const html = await page()
    expect(html).to.contain('<strong>The ferry</strong>').and.contain('words that their respondent withdrew')
    expect(html).to.not.contain('outer+island')
  })

  it('are found by index', async () => {
    const plan = JSON.stringify(await hotSaved.all('kept').explain('queryPlanner').exec())
    expect(plan).to.contain('IXSCAN').and.not.contain('"stage":"SORT"')
  })
})
