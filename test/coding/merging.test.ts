import { expect } from 'chai'
import { settledCodings } from '../../analysis/application.ts'
import { codebookOf, themes } from '../../server/codebook/store.ts'
import type { StoredCoding } from '../../server/coding/coding.ts'
import { hotCodings } from '../../server/coding/codingQueryStore.ts'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { countStates } from '../../server/coding/mentionStore.ts'
import { addReshaping, findReshaping, hotReshapings } from '../../server/coding/reshaping/reshapingStore.ts'
import type { Response } from '../../server/responses/response.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { pathOf, standing } from './desk.ts'
import { settle } from './settle.ts'

describe('merging two themes', () => {
  let site: Site
  let agent: Agent
  let other: Agent
  before(async () => {
    site = await openSite()
    agent = await site.signIn('researcher')
    other = await site.signIn('researcher')
  })
  after(() => site.close())

  const words = 'Pay is low. Wages are late. Nobody stays for such a salary.'
  const textOf = (response: Response) =>
    Object.values(response.revisions[0]?.answers ?? {}).flatMap(given =>
      'text' in given ? given.text : [],
    )[0]

  /** Codes the first characters of a response up to `end` for a theme. */
  const code = (by: Agent, response: Response, end: number, as: string, stance: string) =>
    post(by, `${pathOf(response)}/codings`, {
      text: textOf(response),
      start: '0',
      end: String(end),
      theme: as,
      stance,
    })

  /** Two responses coded for pay and for wages: alike, otherwise, in part, and for one alone. */
  async function scene(name: string) {
    await addCorpus(name)
    await addCodebook(
      name,
      theme('pay', ['pay']),
      theme('wages', ['wage*']),
      theme('late', [], { parent: 'wages' }),
    )
    const first = await respond(name, 'a', { obstacles: words })
    const second = await respond(name, 'b', { obstacles: words })
    await code(agent, first, 11, 'pay', 'supports')
    await code(agent, first, 11, 'wages', 'opposes')
    await code(agent, first, 27, 'wages', 'mentions')
    await code(other, first, 11, 'wages', 'supports')
    await code(agent, second, 11, 'wages', 'supports')
    await site.runner.idle()
    return { first, second }
  }

  const preview = async (name: string, rules = 'yes') =>
    (await agent.get(`/desk/${name}/codebook/wages/merge?into=pay&rules=${rules}`)).text
  const key = (html: string) => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''

  async function merge(name: string, rules = 'yes'): Promise<string> {
    const fields = { into: 'pay', rules, key: key(await preview(name, rules)), expected: '4' }
    const sent = await post(agent, `/desk/${name}/codebook/wages/merge`, fields)
    await site.runner.idle()
    return sent.headers.location ?? ''
  }

  it('leaves behind what a settled difference overrules, and hides nothing by what settled it', async () => {
    await addCorpus('settled')
    await addCodebook('settled', theme('pay', []), theme('wages', []))
    const [first, second, third] = [
      await respond('settled', 'a', { obstacles: words }),
      await respond('settled', 'b', { obstacles: words }),
      await respond('settled', 'c', { obstacles: words }),
    ]
    for (const response of [first, second]) await code(agent, response, 11, 'wages', 'supports')
    await code(other, second, 27, 'wages', 'opposes')
    await code(other, third, 11, 'pay', 'opposes')
    await code(agent, third, 11, 'wages', 'mentions')
    await settle(first, 'wages', 'rejected')
    await settle(second, 'wages', 'accepted')
    await settle(third, 'wages', 'accepted')
    const before = await codingsOf('settled')
    const html = (await agent.get('/desk/settled/codebook/wages/merge?into=pay&rules=no')).text
    expect(html).to.contain('2 codings would go from Wages to Pay')
    expect(html)
      .to.contain('4 codings stay with the archived theme: a difference')
      .and.contain('1 rejection stays')
    expect(html).to.match(/2 respondents/)
    const fields = { into: 'pay', rules: 'no', key: key(html), expected: '2' }
    const sent = await post(agent, '/desk/settled/codebook/wages/merge', fields)
    await site.runner.idle()
    const ofPay = await codingsOf('settled', { theme: 'pay' })
    const told = (response: Response) =>
      settledCodings(ofPay)
        .filter(({ respondent }) => respondent === response._id)
        .map(({ verdict, stance }) => `${verdict} ${stance}`)
        .sort()
    expect(told(first)).to.deep.equal([])
    expect(told(second)).to.deep.equal(['accepted mixed'])
    expect(told(third)).to.deep.equal(['accepted mixed', 'accepted opposes'])
    expect(await countStates('settled', 'pay')).to.include({ unaided: 2 })
    await post(agent, `${sent.headers.location}/undo`, {})
    await site.runner.idle()
    const essence = (codings: StoredCoding[]) =>
      codings.map(({ id, verdict, stance, adjudicates }) => [id, verdict, stance, adjudicates]).sort()
    expect(essence(await codingsOf('settled'))).to.deep.equal(essence(before))
  })

  it('is counted before, with the passages that both have and what becomes of them', async () => {
    await scene('preview')
    const html = await preview('preview')
    expect(html).to.contain('4 codings would go from Wages to Pay')
    expect(html).to.contain('1 passage has another stance for each by the same coder')
    expect(html).to.contain('1 passage overlaps another one of the same coder in part')
    expect(html).to.contain('Wages accepted, opposes; Pay accepted, supports. It becomes')
    expect(html).to.contain('What stands below Wages would stand below Pay: Late.')
    expect((await codebookOf('preview')).version).to.equal(1)
  })

  it('moves every coding with its coder and history, and archives the theme with a pointer', async () => {
    const { first, second } = await scene('moves')
    const path = await merge('moves')
    expect(await standing(first)).to.deep.equal([
      'pay accepted mentions unaided',
      'pay accepted mixed unaided',
      'pay accepted supports unaided',
    ])
    expect(await standing(second)).to.deep.equal(['pay accepted supports unaided'])
    const [moved] = await codingsOf('moves', { respondent: second._id })
    expect(moved?.history.map(({ did }) => did)).to.deep.equal(['merged'])
    expect(moved?.replaces).to.be.a('string')
    expect(await countStates('moves', 'pay')).to.include({ unaided: 2 })
    expect(await countStates('moves', 'wages')).to.deep.equal({ unaided: 0, machine: 0, unreviewed: 0 })
    const used = await themes('moves')
    expect(used.map(({ id, parent }) => [id, parent])).to.deep.equal([
      ['pay', null],
      ['late', 'pay'],
    ])
    expect(used[0]?.rules.map(({ source }) => source)).to.deep.equal(['pay', 'wage*'])
    expect((await agent.get('/desk/moves/themes')).text).to.contain('merged into Pay')
    expect((await agent.get(path)).text).to.contain('4 codings went from Wages to Pay')
    // The theme is not taken into use again with its codings elsewhere.
    await post(agent, '/desk/moves/codebook/wages/restore', {})
    expect(await themes('moves')).to.have.length(2)
  })

  it('is undone exactly, also after others coded and changed something meanwhile', async () => {
    const { first, second } = await scene('undone')
    const before = [await standing(first), await standing(second), await themes('undone')]
    const path = await merge('undone')
    await code(other, second, 27, 'pay', 'mixed')
    await post(other, `${path}/undo`, {})
    await post(other, `${path}/undo`, {})
    await site.runner.idle()
    expect(await standing(first)).to.deep.equal(before[0])
    expect(await standing(second)).to.deep.equal(['pay accepted mixed unaided', ...(before[1] as string[])])
    const plain = (all: unknown) =>
      (all as Awaited<ReturnType<typeof themes>>).map(({ changed: _, took: _t, ...each }) => each)
    expect(plain(await themes('undone'))).to.deep.equal(plain(before[2]))
    expect((await agent.get(path)).text).to.contain('Undone: every coding is where it was.')
    expect(await countStates('undone', 'wages')).to.include({ unaided: 2 })
  })

  it('leaves what somebody changed since as they made it, and says so', async () => {
    const { second } = await scene('since')
    const path = await merge('since')
    const [moved] = await codingsOf('since', { respondent: second._id })
    await post(agent, `${pathOf(second)}/codings/${moved?.id}`, { do: 'accept-opposes' })
    await post(agent, `${path}/undo`, {})
    await site.runner.idle()
    expect(await standing(second)).to.deep.equal([
      'pay accepted opposes unaided',
      'wages accepted supports unaided',
    ])
    expect((await agent.get(path)).text).to.contain('1 coding of Pay that somebody changed since')
  })

  it('sent twice, or broken off at any place and begun again, does nothing twice', async () => {
    const { first, second } = await scene('twice')
    const path = await merge('twice')
    const once = [await standing(first), await standing(second), await codebookOf('twice')]
    const id = path.split('/').at(-1) ?? ''
    const done = await findReshaping(id)
    if (!done) throw new Error('no merge')
    // As a process leaves it that was killed: one coding taken from the old theme and not yet given the new one.
    const { state: _s, moved: _m, kept: _k, busy: _b, pending: _p, ...asked } = done
    await hotReshapings.latest('twice', 1).model.deleteOne({ _id: id })
    const [moved] = await codingsOf('twice', { respondent: second._id })
    await hotCodings.current('twice', {}).model.deleteOne({ _id: moved?.id })
    expect(await addReshaping(asked)).to.equal(true)
    await site.runner.idle()
    expect([await standing(first), await standing(second), await codebookOf('twice')]).to.deep.equal(once)
    const codings = await codingsOf('twice')
    expect(
      codings.every(({ history }) => history.filter(({ action }) => action === id).length <= 1),
    ).to.equal(true)
    expect((await findReshaping(id))?.state).to.equal('applied')
  })

  it('is not undone by a coder’s undo on one response', async () => {
    const { second } = await scene('own')
    await merge('own')
    await post(agent, `${pathOf(second)}/undo`, {})
    expect(await standing(second)).to.deep.equal(['pay accepted supports unaided'])
  })

  it('asks for another theme that is in use', async () => {
    await scene('asks')
    const page = async (query: string) => (await agent.get(`/desk/asks/codebook/wages/merge${query}`)).text
    expect(await page('')).to.not.contain('There is a problem')
    expect(await page('?into=')).to.contain('<a href="#into">Choose a theme</a>')
    expect(await page('?into=wages')).to.contain('this is the one to be merged')
    expect(await page('?into=gone')).to.contain('Choose a theme that is in use')
    const sent = await post(agent, '/desk/asks/codebook/wages/merge', { into: 'gone', key: 'x' })
    expect(sent.headers.location).to.contain('/merge?into=gone')
    const author = await site.signIn('author')
    expect((await author.get('/desk/asks/codebook/wages/merge')).status).to.equal(403)
  })

  for (const [name, query] of Object.entries({
    'what was merged and split lately': () => hotReshapings.latest('one', 10),
    'what was merged and split since': () => hotReshapings.since('one', new Date()),
    'merges that wait': () => hotReshapings.awaiting(),
    'all codings of a theme': () => hotCodings.everyOfTheme('one', 'pay', 'accepted', '', 10),
  }))
    it(`finds ${name} by index`, async () => {
      const plan = JSON.stringify(await query().explain('queryPlanner').exec())
      expect(plan).to.contain('IXSCAN').and.not.contain('COLLSCAN').and.not.contain('"stage":"SORT"')
    })
})
