import { expect } from 'chai'
import { codebookOf } from '../../server/codebook/store.ts'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { listMemos } from '../../server/coding/memos/memoStore.ts'
import { listConsultations } from '../../server/consultations/store.ts'
import { readEntry } from '../../server/files/zip.ts'
import { currentConsent } from '../../server/responses/response.ts'
import { listResponses } from '../../server/responses/store.ts'
import { shown } from '../importing/bringing.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { bring } from './bring.ts'
import { bytesOf } from './bytesOf.ts'
import { meaningOf } from './meaning.ts'
import { addScene, type Scene } from './scene.ts'

describe('A project that was taken and is brought back', () => {
  let site: Site
  let agent: Agent
  let scene: Scene
  let taken: Buffer
  let address: string
  before(async () => {
    site = await openSite()
    agent = await site.signIn('researcher')
    const coders = [await site.addPerson('researcher'), await site.addPerson('owner')] as const
    scene = await addScene([coders[0].id, coders[1].id])
    taken = await bytesOf(agent, `/desk/${scene.consultation}/transfers/project.qdpx`)
    address = await bring(site, agent, taken, 'Cranes again')
  })
  after(() => site.close())

  const again = 'cranes-again'

  it('is the same, field by field', async () => {
    const back = await bytesOf(agent, `/desk/${again}/transfers/project.qdpx`)
    expect(await meaningOf(back)).to.deep.equal(await meaningOf(taken))
  })

  it('makes respondents, themes, codings by whoever made them, and memos', async () => {
    const { themes } = await codebookOf(again)
    expect(themes.map(({ name, parent, colour }) => [name, parent, colour])).to.deep.equal([
      ['Upkeep', null, 'teal'],
      ['Mending & "care"', 'upkeep', 'blue'],
      ['Pay', null, 'blue'],
      ['Old', null, 'blue'],
    ])
    expect(themes[0]).to.deep.include({ include: 'Use it for cranes.' })
    expect(themes[0]?.rules.map(({ source }) => source)).to.deep.equal(['crane', '=IT'])
    const codings = await codingsOf(again)
    expect(codings).to.have.length(5)
    expect(new Set(codings.map(({ coder }) => coder))).to.deep.equal(new Set(scene.coders))
    expect(codings.find(({ theme }) => theme === 'old')).to.include({ stance: 'mixed', origin: 'model' })
    expect((await listMemos(again)).map(({ about }) => about.kind).sort()).to.deep.equal([
      ...['response', 'theme', 'whole'],
    ])
  })

  it('permits no more than was permitted, and keeps what is not for quotation', async () => {
    const all = (await listResponses(again)).map(response => currentConsent(response))
    expect(all.map(({ choice }) => choice).sort()).to.deep.equal(['named', 'unnamed', 'unnamed'])
    expect(all.filter(({ byHand }) => byHand)).to.have.length(1)
    expect(all.flatMap(({ withheld = [] }) => withheld)).to.have.length(1)
  })

  it('says what it took the positions for, and keeps the report', async () => {
    const page = shown(await agent.get(address))
    expect(page).to.contain('3 responses, 4 texts, 5 codings, 4 themes, 3 memos.')
    expect(page).to.contain('Read as counted in Unicode code points, line breaks as they are written')
  })

  it('is taken back as a whole', async () => {
    const { headers } = await agent.get(`${address}/undo`)
    expect(headers.location).to.equal(undefined)
    const form = await agent.get(`${address}/undo`)
    expect(shown(form)).to.contain('3 responses')
    await undo()
    expect(shown(await agent.get(address))).to.contain('was taken back')
    const states = (await listResponses(again)).map(({ state }) => state)
    expect(states).to.deep.equal(['withdrawn', 'withdrawn', 'withdrawn'])
    expect((await codebookOf(again)).themes.every(({ archived }) => archived)).to.equal(true)
    const back = await bytesOf(agent, `/desk/${again}/transfers/project.qdpx`)
    expect(String(await readEntry(back, 'project.qde'))).not.to.contain('<Case')
    expect(shown(await agent.get(`/desk/${again}/memos`))).not.to.contain('On the theme')
    expect((await listConsultations()).map(({ _id }) => _id)).to.include(again)
  })

  async function undo(): Promise<void> {
    await post(agent, `${address}/undo`, {})
    await site.runner.idle()
  }
})
