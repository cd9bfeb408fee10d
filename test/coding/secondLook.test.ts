import { expect } from 'chai'
import { hotCodings } from '../../server/coding/codingQueryStore.ts'
import { codingsOf } from '../../server/coding/codingStore.ts'
import type { Response } from '../../server/responses/response.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { pathOf, standing } from './desk.ts'

describe('a second look at what was coded before a theme changed', () => {
  let site: Site
  let agent: Agent
  let other: Agent
  const responses: Response[] = []
  const path = '/desk/look/themes/pay/second-look'
  before(async () => {
    site = await openSite()
    agent = await site.signIn('researcher')
    other = await site.signIn('researcher')
    await addCorpus('look')
    await addCodebook('look', theme('pay', []), theme('hours', []))
    for (const key of ['a', 'b', 'c', 'd'])
      responses.push(await respond('look', key, { obstacles: 'The pay is low.' }))
    for (const response of responses.slice(0, 3)) await code(agent, response)
    await code(other, response(0))
  })
  after(() => site.close())

  function response(index: number): Response {
    const found = responses[index]
    if (!found) throw new Error(`no response ${index}`)
    return found
  }
  async function code(by: Agent, to: Response) {
    const [text] = Object.values(to.revisions[0]?.answers ?? {}).flatMap(given =>
      'text' in given ? given.text : [],
    )
    const fields = { text, start: '0', end: '15', theme: 'pay', stance: 'supports' }
    await post(by, `${pathOf(to)}/codings`, fields)
  }
  const entry = {
    name: 'Pay',
    parent: '',
    include: '',
    exclude: '',
    colour: 'blue',
    rules: '',
    version: '99',
  }
  const edit = (fields: Record<string, string>) =>
    post(agent, '/desk/look/codebook/pay', { ...entry, ...fields })
  const page = async (by = agent) => (await by.get(path)).text
  const look = async (to: Response, fields: Record<string, string>) => {
    const own = await codingsOf('look', { respondent: to._id, theme: 'pay' })
    const html = await page()
    const coding = own.find(({ id }) => html.includes(`value="${id}"`))?.id ?? ''
    return post(agent, path, { coding, ...fields })
  }

  it('is asked for by whoever changes the words, and not had where they mean the same', async () => {
    expect((await agent.get(path)).status).to.equal(404)
    const sent = await edit({ definition: 'What work earns.' })
    expect((await agent.get(sent.headers.location ?? '')).text).to.contain('Say whether the theme means')
    await edit({ definition: 'What work earns.', meaning: 'no' })
    expect((await agent.get(path)).status).to.equal(404)
    await edit({ definition: 'What work earns, without pensions.', meaning: 'yes' })
    expect((await agent.get('/desk/look/themes/pay')).text).to.contain('Look again at what was coded before')
  })

  it('queues one’s own older codings, and none made since', async () => {
    await code(agent, response(3))
    const html = await page()
    expect(html).to.contain('3 codings of yours wait').and.contain('1 coding of others waits')
    expect(await page(other)).to.contain('1 coding of yours waits')
  })

  it('keeps, rejects, gives another theme, and takes the last back', async () => {
    await look(response(0), { do: 'keep' })
    expect(await page()).to.contain('2 codings of yours wait')
    expect(
      (await codingsOf('look', { respondent: response(0)._id })).map(({ history }) => history.length),
    ).to.have.members([2, 1])
    const sent = await look(response(1), { do: 'reject' })
    expect(await standing(response(1))).to.deep.equal(['pay rejected supports unaided'])
    expect(sent.headers.location).to.equal(`${path}?undo=${response(1)._id}`)
    const undone = await post(agent, `${pathOf(response(1))}/undo`, { secondLook: 'pay' })
    expect(undone.headers.location).to.equal(path)
    await post(agent, `${pathOf(response(0))}/undo`, { secondLook: 'pay' })
    expect(await page()).to.contain('3 codings of yours wait')
    await look(response(1), { do: 'theme', newTheme: 'hours' })
    expect(await standing(response(1))).to.deep.equal(['hours accepted supports unaided'])
    await look(response(0), { do: 'keep' })
    await look(response(2), { do: 'keep' })
    expect(await page()).to.contain('None of your codings waits')
  })

  it('is of one’s own codings alone', async () => {
    const theirs = (await codingsOf('look', { theme: 'pay', respondent: response(0)._id })).find(
      ({ history }) => history.length === 1,
    )
    expect((await post(agent, path, { coding: theirs?.id ?? '', do: 'keep' })).status).to.equal(404)
    expect(await page(other)).to.contain('1 coding of yours waits')
  })

  for (const [name, query] of Object.entries({
    'one’s own older codings': () => hotCodings.ownBefore('look', 'pay', 'c', 3),
    'all older codings': () => hotCodings.before('look', 'pay', 3),
  }))
    it(`finds ${name} by index`, async () => {
      const plan = JSON.stringify(await query().explain('queryPlanner').exec())
      expect(plan).to.contain('IXSCAN').and.not.contain('COLLSCAN').and.not.contain('"stage":"SORT"')
    })
})
