import { expect } from 'chai'
import { hotNeighbours } from '../../server/responses/neighbourStore.ts'
import type { Response } from '../../server/responses/response.ts'
import { latestResponses, withdrawResponse } from '../../server/responses/store.ts'
import { type Agent, openSite, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { pathOf } from './desk.ts'

describe('where somebody is at the desk', () => {
  let site: Site
  let ines: Agent
  let list: Response[]
  before(async () => {
    site = await openSite()
    ines = await site.signIn('researcher')
    await addCorpus('place')
    await addCodebook('place', theme('pay', ['pay']))
    for (let n = 0; n < 4; n++) await respond('place', String(n), { obstacles: `Pay is low, ${n}.` })
    await site.runner.idle()
    list = await latestResponses('place', null, 10)
  })
  after(() => site.close())

  const at = (n: number) => {
    const response = list[n]
    if (!response) throw new Error(`at: there is no response ${n}`)
    return response
  }
  const beside = async (n: number) => {
    const { text } = await ines.get(pathOf(at(n)))
    const href = (rel: string) => new RegExp(`rel="${rel}" href="([^"]+)"`).exec(text)?.[1]
    return [href('prev'), href('next')]
  }

  it('has the responses before and after one in the order of the list, without those who withdrew', async () => {
    expect(await beside(0)).to.deep.equal([undefined, pathOf(at(1))])
    expect(await beside(1)).to.deep.equal([pathOf(at(0)), pathOf(at(2))])
    expect(await beside(3)).to.deep.equal([pathOf(at(2)), undefined])
    await withdrawResponse('place', at(2)._id, '1')
    expect(await beside(1)).to.deep.equal([pathOf(at(0)), pathOf(at(3))])
    expect(await beside(3)).to.deep.equal([pathOf(at(1)), undefined])
  })

  it('is remembered for the response that was opened last, by each for themselves', async () => {
    await ines.get(pathOf(at(1)))
    const { text } = await ines.get('/desk/place/responses')
    expect(text).to.include(`Go on with ${at(1).reference}`)
    const tomasz = await site.signIn('researcher')
    expect((await tomasz.get('/desk/place/responses')).text).to.not.include('Go on with')
    await withdrawResponse('place', at(1)._id, '1')
    expect((await ines.get('/desk/place/responses')).text).to.not.include('Go on with')
  })

  it('is remembered for the queue, with its filter and order', async () => {
    await ines.get('/desk/place/queue?theme=pay&order=leastSure')
    await ines.get('/desk/place/queue')
    const { text } = await ines.get('/desk/place/queue')
    expect(text).to.match(/href="[^"]*theme&#x3D;pay&amp;order&#x3D;leastSure[^"]*"[^>]*>Go on where/)
    const there = await ines.get('/desk/place/queue?theme=pay&order=leastSure')
    expect(there.text).to.not.include('Go on where')
  })

  for (const [name, query] of Object.entries(hotNeighbours))
    it(`is found by index: ${name}`, async () => {
      const plan = JSON.stringify(await query(at(0)).explain('queryPlanner').exec())
      expect(plan)
        .to.include('"IXSCAN"')
        .and.not.match(/COLLSCAN|"stage":"SORT"/)
    })
})
