import { expect } from 'chai'
import { settledCodings } from '../../analysis/application.ts'
import { themes } from '../../server/codebook/store.ts'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { pathOf } from './desk.ts'
import { settle } from './settle.ts'

describe('splitting a theme', () => {
  let site: Site
  let agent: Agent
  const path = '/desk/split/codebook/pay/split'
  before(async () => {
    site = await openSite()
    agent = await site.signIn('researcher')
    await addCorpus('split')
    await addCodebook('split', theme('pay', []), theme('hours', []))
    const said = ['The pay is low.', 'Overtime is not paid.', 'Paid overtime would help.']
    for (const [index, obstacles] of said.entries()) {
      const response = await respond('split', String(index), { obstacles })
      const [text] = Object.values(response.revisions[0]?.answers ?? {}).flatMap(given =>
        'text' in given ? given.text : [],
      )
      const fields = { text, start: '0', end: String(obstacles.length), theme: 'pay', stance: 'supports' }
      await post(agent, `${pathOf(response)}/codings`, fields)
    }
    await site.runner.idle()
  })
  after(() => site.close())

  const open = async (words = '') => {
    const html = (await agent.get(`${path}?words=${words}`)).text
    const key = /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const shown = /name="shown" value="([^"]*)"/.exec(html)?.[1] ?? ''
    return { html, key, shown, ids: shown.split(' ') }
  }
  const coded = async () => (await codingsOf('split')).map(({ theme: as }) => as).sort()

  it('says what is missing, and keeps what was picked and entered', async () => {
    const { key, ids } = await open()
    await post(agent, path, { key, codings: ids[0] ?? '' })
    const html = (await agent.get(path)).text
    expect(html)
      .to.contain('Name the new theme')
      .and.match(/value="[^"]+" checked> <span class="testimony/)
    await post(agent, path, { key, name: 'HOURS' })
    expect((await agent.get(path)).text)
      .to.contain('Pick the passages')
      .and.contain('named Hours already')
    expect(await coded()).to.deep.equal(['pay', 'pay', 'pay'])
  })

  it('moves the passages that say some words to a theme that it makes, and takes both back', async () => {
    const { html, key, shown, ids } = await open('OVERTIME')
    expect(html).to.contain('All 2 passages shown here')
    expect(ids).to.have.length(2)
    const fields = { key, shown, all: 'yes', name: 'Overtime', makes: 'below' }
    const sent = await post(agent, path, fields)
    await post(agent, path, fields)
    await site.runner.idle()
    const made = (await themes('split')).find(({ name }) => name === 'Overtime')
    expect(made?.parent).to.equal('pay')
    expect(await coded()).to.deep.equal([made?.id, made?.id, 'pay'].sort())
    const page = sent.headers.location ?? ''
    expect((await agent.get(page)).text).to.contain('2 codings went from Pay to Overtime')
    await post(agent, `${page}/undo`, {})
    await site.runner.idle()
    expect(await coded()).to.deep.equal(['pay', 'pay', 'pay'])
    expect((await themes('split')).map(({ id }) => id)).to.deep.equal(['pay', 'hours'])
  })

  it('moves one passage to a theme that is there', async () => {
    const { key, ids } = await open('low')
    await post(agent, path, { key, codings: ids[0] ?? '', into: 'hours' })
    await site.runner.idle()
    expect(await coded()).to.deep.equal(['hours', 'pay', 'pay'])
  })

  it('leaves a settled difference settled where the passage that settled it is split off', async () => {
    await addCorpus('settledSplit')
    await addCodebook('settledSplit', theme('pay', []), theme('hours', []))
    const words = 'The pay is low, and the hours are long.'
    const response = await respond('settledSplit', 'a', { obstacles: words })
    const [text] = currentTexts(response)
    const other = await site.signIn('researcher')
    for (const [by, end] of [
      [agent, 15],
      [other, 23],
    ] as const)
      await post(by, `${pathOf(response)}/codings`, {
        ...{ text, start: '0', end: String(end), theme: 'pay', stance: 'supports' },
      })
    const outcome = await settle(response, 'pay', 'accepted')
    await site.runner.idle()
    const before = await codingsOf('settledSplit')
    const from = '/desk/settledSplit/codebook/pay/split'
    const html = (await agent.get(from)).text
    const shown = /name="shown" value="([^"]*)"/.exec(html)?.[1]
    expect(shown).to.equal(outcome)
    const key = /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const sent = await post(agent, from, { key, codings: before.map(({ id }) => id), into: 'hours' })
    await site.runner.idle()
    const counting = async () =>
      settledCodings(await codingsOf('settledSplit'))
        .map(({ theme: as, verdict }) => `${as} ${verdict}`)
        .sort()
    expect(await counting()).to.deep.equal(['hours accepted', 'pay rejected'])
    expect((await agent.get(sent.headers.location ?? '')).text).to.contain('1 coding went from Pay to Hours')
    await post(agent, `${sent.headers.location}/undo`, {})
    await site.runner.idle()
    expect(await counting()).to.deep.equal(['pay accepted'])
    expect(await codingsOf('settledSplit')).to.have.length(before.length)
  })
})
