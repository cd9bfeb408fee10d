import { expect } from 'chai'
import { hotCodings } from '../../server/coding/codingQueryStore.ts'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { countStates } from '../../server/coding/mentionStore.ts'
import { addBatch, findBatch, hotBatches } from '../../server/search/batches/batchStore.ts'
import { addCodebook, addCorpus, respond, theme } from '../coding/corpus.ts'
import { decide, pathOf, standing, tagOf } from '../coding/desk.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'

describe('coding what a search found in one go', () => {
  let site: Site
  let agent: Agent
  let other: Agent
  before(async () => {
    site = await openSite()
    agent = await site.signIn('researcher')
    other = await site.signIn('researcher')
  })
  after(() => site.close())

  /** A consultation of three respondents who speak of quays, one of whom wants people alone to sort it. */
  async function corpus(name: string) {
    await addCorpus(name)
    await addCodebook(name, theme('pay', ['pay']), theme('quays', []))
    const first = await respond(name, 'a', {
      obstacles: 'The quay is low. The pay at the quay is late. Quays flood.',
    })
    const second = await respond(name, 'b', { obstacles: 'No quay is lit.', people: 'Light the quays.' })
    const third = await respond(name, 'c', { obstacles: 'My quay is mine.' }, 'unnamed', true)
    await site.runner.idle()
    return { first, second, third }
  }
  const preview = async (name: string, fields: Record<string, string>, by = agent) =>
    (
      await by.get(
        `/desk/${name}/search/code?${new URLSearchParams({ q: 'quay', codeAs: 'quays', ...fields })}`,
      )
    ).text
  const key = (html: string) => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''
  async function code(name: string, fields: Record<string, string> = {}) {
    const html = await preview(name, fields)
    const sent = { q: 'quay', codeAs: 'quays', stance: 'mentions', key: key(html), ...fields }
    const { headers } = await post(agent, `/desk/${name}/search/batches`, sent)
    return { path: headers.location ?? '', sent }
  }

  it('is counted and shown before, and makes codings that no one takes for unaided', async () => {
    const { first, second, third } = await corpus('one')
    const html = await preview('one', {})
    expect(html).to.contain('5 passages of 2 respondents would be coded with Quays')
    expect(html).to.contain('1 passage of respondents who want people alone')
    const { path } = await code('one', { stance: 'supports' })
    await site.runner.idle()
    expect((await agent.get(path)).text).to.contain('5 passages were coded')
    expect(await standing(first)).to.deep.equal(Array(3).fill('quays accepted supports rule'))
    expect(await standing(second)).to.have.length(2)
    expect(await standing(third)).to.deep.equal([])
    expect(await countStates('one', 'quays')).to.deep.equal({ unaided: 0, machine: 2, unreviewed: 0 })
    expect((await agent.get(`${pathOf(first)}?tags=show`)).text).to.contain(
      '>Coded in one go</a> from what a search found',
    )
  })

  it('stays within another theme where that is wished', async () => {
    const { first } = await corpus('within')
    await decide(agent, first, await tagOf(first, 'pay'), { do: 'accept-supports' })
    expect(await preview('within', { within: 'pay' })).to.contain('1 passage of 1 respondent would be coded')
    await code('within', { within: 'pay' })
    await site.runner.idle()
    expect(await standing(first)).to.deep.equal([
      'pay accepted supports rule',
      'quays accepted mentions rule',
    ])
  })

  it('leaves what its coder decided on as it is, and tells what others rejected', async () => {
    const { second } = await corpus('decided')
    const [text = ''] = Object.values(second.revisions[0]?.answers ?? {}).map(given =>
      'text' in given ? given.text : '',
    )
    const passage = { text, start: '0', end: '15', theme: 'quays', stance: 'opposes' }
    await post(agent, `${pathOf(second)}/codings`, passage)
    await post(other, `${pathOf(second)}/codings`, passage)
    const [coding] = (await codingsOf('decided', { text })).filter(each => each.stance === 'opposes')
    expect(await preview('decided', {})).to.contain('1 passage you decided on already')
    for (const mine of await codingsOf('decided', { text }))
      await post(other, `${pathOf(second)}/codings/${mine.id}`, { do: 'reject' })
    await code('decided')
    await site.runner.idle()
    const stands = await codingsOf('decided', { text })
    expect(stands.filter(each => each.coder === coding?.coder)).to.have.length(1)
    const third = await site.signIn('researcher')
    expect(await preview('decided', {}, third)).to.contain('of these somebody else rejected')
  })

  it('sent twice, or broken off and begun again, codes nothing twice', async () => {
    const { first, second } = await corpus('twice')
    const { path, sent } = await code('twice')
    await post(agent, '/desk/twice/search/batches', sent)
    await site.runner.idle()
    const before = await codingsOf('twice')
    expect(before).to.have.length(5)
    const id = path.split('/').at(-1) ?? ''
    const done = await findBatch(id)
    if (!done) throw new Error('no batch')
    // As a process leaves it that was killed before it said that it was done.
    const { state: _s, coded: _c, pending: _p, ...batch } = done
    await hotBatches.latest('twice', 10).model.deleteOne({ _id: id })
    await addBatch(batch)
    const [changed] = await codingsOf('twice', { respondent: first._id })
    await post(agent, `${pathOf(first)}/codings/${changed?.id}`, { do: 'remove' })
    await site.runner.idle()
    expect(await codingsOf('twice')).to.have.length(4)
    expect(
      (await codingsOf('twice', { respondent: second._id })).every(({ history }) => history.length === 1),
    ).to.equal(true)
    expect((await findBatch(id))?.state).to.equal('applied')
  })

  it('is undone at once, but for what was changed since', async () => {
    const { first } = await corpus('undone')
    const { path } = await code('undone')
    await site.runner.idle()
    const [changed] = await codingsOf('undone', { respondent: first._id })
    await post(agent, `${pathOf(first)}/codings/${changed?.id}`, { do: 'accept-opposes' })
    expect((await post(other, `${path}/undo`, {})).status).to.equal(409)
    await post(agent, `${path}/undo`, {})
    await post(agent, `${path}/undo`, {})
    await site.runner.idle()
    expect(await codingsOf('undone')).to.have.length(1)
    expect((await agent.get(path)).text).to.contain('Undone. 1 coding that changed since')
    expect(await countStates('undone', 'quays')).to.deep.equal({ unaided: 0, machine: 1, unreviewed: 0 })
  })

  it('is done again at once after it was undone, and on no page of a response in part', async () => {
    const { first } = await corpus('redone')
    const { path } = await code('redone')
    await site.runner.idle()
    const all = (await codingsOf('redone')).map(({ id }) => id)
    expect((await agent.get(pathOf(first))).text).to.not.contain('Undo my last change')
    await post(agent, `${path}/undo`, {})
    await site.runner.idle()
    expect(await codingsOf('redone')).to.have.length(0)
    expect((await agent.get(pathOf(first))).text).to.not.contain('Do it again')
    await respond('redone', 'd', { obstacles: 'A new quay.' })
    expect((await post(other, `${path}/redo`, {})).status).to.equal(409)
    expect((await agent.get(path)).text).to.contain('Do it again')
    await post(agent, `${path}/redo`, {})
    await site.runner.idle()
    expect((await codingsOf('redone')).map(({ id }) => id)).to.have.members(all)
    expect((await agent.get(path)).text).to.contain('5 passages were coded')
  })

  it('asks for a theme, and for a search', async () => {
    await corpus('asks')
    expect(await preview('asks', { codeAs: '' })).to.contain('<a href="#codeAs">Choose a theme</a>')
    expect(await preview('asks', { codeAs: 'gone' })).to.contain('Choose a theme that is in use')
    expect(await preview('asks', { q: '' })).to.contain('Nothing is searched for')
    expect(await preview('asks', { q: 'verdict:rejected quay', within: 'pay' })).to.contain('nobody accepted')
    expect(await preview('asks', { q: 'role:"a registrar"' })).to.contain('4 answers were found as a whole')
    expect(
      (await post(agent, '/desk/asks/search/batches', { q: 'quay', codeAs: '' })).headers.location,
    ).to.contain('search/code')
  })

  for (const [name, query] of Object.entries({
    'the latest batches': hotBatches.latest('one', 10),
    'batches that wait': hotBatches.awaiting(),
    'the codings of a batch': hotCodings.ofBatch('b', '', 10),
  }))
    it(`finds ${name} by index`, async () => {
      const plan = JSON.stringify(await query.explain('queryPlanner').exec())
      expect(plan).to.contain('IXSCAN').and.not.contain('COLLSCAN').and.not.contain('"stage":"SORT"')
    })
})
