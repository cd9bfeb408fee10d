import { expect } from 'chai'
import { archiveTheme, saveTheme } from '../../server/codebook/changeTheme.ts'
import { codebookOf, hotQueries, themes } from '../../server/codebook/store.ts'
import { hotCodings } from '../../server/coding/codingQueryStore.ts'
import { hotRetags, noteRetagged, sumsOf } from '../../server/coding/retagged/retagStore.ts'
import { sumUpRetagged } from '../../server/coding/retagged/sumUp.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import type { Response } from '../../server/responses/response.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { pathOf } from './desk.ts'

describe('the history of a codebook', () => {
  let site: Site
  let ines: Agent
  before(async () => {
    site = await openSite()
    ines = await site.signIn('researcher')
  })
  after(() => site.close())

  const entry = {
    name: 'Pay',
    parent: '',
    definition: '',
    include: '',
    exclude: '',
    colour: 'blue' as const,
    rules: ['pay'],
  }
  const plain = (html: string) =>
    html
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
  const page = async (path: string, agent = ines) => (await agent.get(path)).text
  const textOf = (response: Response) => currentTexts(response)[0] ?? ''

  it('says of each version who changed what, when, and links to its comparison', async () => {
    await addCorpus('told')
    const none = plain(await page('/desk/told/codebook-history'))
    expect(none).to.contain('There is no version yet')
    await addCodebook('told', theme('pay', ['pay']), theme('reward', []), theme('hours', []))
    const form = {
      ...entry,
      name: 'Wages',
      definition: 'What work is paid.',
      rules: 'pay\nwage*',
      version: '9',
    }
    await post(ines, '/desk/told/codebook/pay', { ...form, meaning: 'no' })
    await post(ines, '/desk/told/codebook/pay/move', { do: 'below', other: 'reward' })
    await archiveTheme('told', 'hours', '')
    const html = await page('/desk/told/codebook-history')
    const cards = html.split('<li class="card">').slice(1).map(plain)
    expect(cards).to.have.length(4)
    expect(cards[0]).to.match(/Version 4 \(now\): Archived Hours Soundings, .* Archived Hours/)
    expect(cards[1]).to.match(/Version 3: Moved Pay|Version 3: Moved Wages/)
    expect(cards[1]).to.contain('A researcher,').and.contain('Moved Wages, below Reward')
    expect(cards[2]).to.contain('Renamed “Pay” is “Wages”').and.contain('Described otherwise Wages')
    expect(cards[2]).to.contain('Rules changed Wages (1 added)').and.not.contain('Means something else')
    expect(cards[3]).to.contain('Added Pay Reward Hours')
    expect(html).to.match(/codebook-history\/compare\?from&#x3D;1&amp;to&#x3D;2/)
    const author = await site.signIn('author')
    expect(await page('/desk/told/codebook-history', author)).to.not.contain('Undo this version')
  })

  it('shows so many versions at once, and the older ones behind a link', async () => {
    await addCorpus('long')
    for (let n = 0; n < 23; n++) await saveTheme('long', { ...entry, name: `Theme ${n}`, rules: [] }, '')
    const first = await page('/desk/long/codebook-history')
    expect(first).to.contain('Version 23 (now)').and.contain('Version 4:').and.not.contain('Version 3:')
    const older = plain(await page('/desk/long/codebook-history?before=4'))
    expect(older).to.contain('Version 1: Added Theme 0').and.not.contain('Version 4:')
    expect(await page('/desk/long/codebook-history?before=1')).to.contain('There are no older versions')
  })

  it('compares any two versions word by word, for those who see no strokes too', async () => {
    await addCorpus('apart')
    await addCodebook('apart', theme('pay', ['pay', 'salar*'], { definition: 'What work is paid.' }))
    await saveTheme(
      'apart',
      { ...entry, definition: 'What work is worth.', exclude: 'Pensions.', rules: ['pay', 'wage*'] },
      '',
      'pay',
    )
    await saveTheme('apart', { ...entry, name: 'Hours', rules: [] }, '')
    const html = await page('/desk/apart/codebook-history/compare?from=1&to=3')
    expect(html).to.match(/<del><span[^>]*>Taken out: <\/span>paid/)
    expect(html).to.match(/<ins><span[^>]*>Put in: <\/span>worth/)
    expect(html).to.match(/<del><span[^>]*>Taken out: <\/span><code>salar\*/)
    expect(html).to.match(/<ins><span[^>]*>Put in: <\/span><code>wage\*/)
    expect(plain(html)).to.contain('Hours Added').and.contain('When not to use it')
    expect(plain(await page('/desk/apart/codebook-history/compare?from=2&to=3'))).to.not.contain('worth')
    expect(await page('/desk/apart/codebook-history/compare?from=3&to=3')).to.contain('say the same in both')
    expect(await page('/desk/apart/codebook-history/compare?from=1&to=99')).to.contain('no such version')
    expect(await page('/desk/apart/codebook-history/compare?from=x')).to.contain(
      'From version 2 to version 3',
    )
  })

  it('puts older words back as a new version, once it is said whether they mean something else', async () => {
    await addCorpus('back')
    await addCodebook('back', theme('pay', ['pay'], { definition: 'What work is paid.' }))
    await saveTheme('back', { ...entry, definition: 'Pensions.', rules: ['wage*'] }, '', 'pay')
    const path = '/desk/back/codebook-history/1/themes/pay'
    expect(await page(path)).to.match(/Put in: <\/span>What work is paid/)
    const asked = await post(ines, path, { rules: 'yes', seen: '2' })
    expect(await page(asked.headers.location ?? '')).to.contain('Say whether the theme means something else')
    const late = await post(ines, path, { meaning: 'yes', seen: '1' })
    expect(await page(late.headers.location ?? '')).to.contain('Someone else changed this theme')
    expect((await codebookOf('back')).version).to.equal(2)
    await post(ines, path, { meaning: 'yes', seen: '2' })
    const codebook = await codebookOf('back')
    expect(codebook.themes[0]).to.include({ definition: 'What work is paid.', meaning: 3 })
    expect(codebook.themes[0]?.rules.map(({ source }) => source)).to.deep.equal(['wage*'])
    expect(codebook.change).to.equal('Put back the words of Pay as in version 1')
    await post(ines, path, { rules: 'yes', seen: '3' })
    expect((await themes('back'))[0]?.rules.map(({ source }) => source)).to.deep.equal(['pay'])
    expect(await page(path)).to.contain('says now what it said in version 1')
    expect((await ines.get('/desk/back/codebook-history/9/themes/pay')).status).to.equal(404)
  })

  it('undoes a version but for what was changed since', async () => {
    await addCorpus('undo')
    await addCodebook('undo', theme('pay', ['pay']), theme('hours', ['hour*']))
    await saveTheme('undo', { ...entry, definition: 'Wages.', rules: ['wage*'], meaning: 'yes' }, '', 'pay')
    await saveTheme(
      'undo',
      { ...entry, definition: 'All wages.', rules: ['wage*'], meaning: 'no' },
      '',
      'pay',
    )
    await post(ines, '/desk/undo/codebook-history/2/undo', {})
    const told = plain(await page('/desk/undo/codebook-history'))
    expect(told)
      .to.contain('Version 2 is undone: Pay.')
      .and.contain('Left as it is, since it was changed since')
    const [pay] = await themes('undo')
    expect(pay).to.include({ definition: 'All wages.', meaning: 2 })
    expect(pay?.rules.map(({ source }) => source)).to.deep.equal(['pay'])
    await post(ines, '/desk/undo/codebook-history/1/undo', {})
    expect((await themes('undo')).map(({ id }) => id)).to.deep.equal(['pay'])
    await post(ines, '/desk/undo/codebook-history/5/undo', {})
    expect((await themes('undo')).map(({ id }) => id)).to.have.members(['pay', 'hours'])
  })

  it('undoes what was added with all below it, and never a merge or a name that is taken since', async () => {
    await addCorpus('tree')
    await addCodebook('tree', theme('people', []), theme('pay', [], { parent: 'people' }))
    await saveTheme('tree', { ...entry, name: 'Wages', rules: [] }, '', 'pay')
    await saveTheme('tree', { ...entry, name: 'Pay', rules: [] }, '')
    await post(ines, '/desk/tree/codebook-history/2/undo', {})
    const taken = (await themes('tree')).map(({ name }) => name)
    expect(taken).to.have.members(['People', 'Wages', 'Pay'])
    await addCorpus('whole')
    await addCodebook('whole', theme('people', []), theme('pay', [], { parent: 'people' }))
    await post(ines, '/desk/whole/codebook-history/1/undo', {})
    expect(await themes('whole')).to.deep.equal([])
    await addCorpus('joined')
    await addCodebook('joined', theme('pay', []), theme('wages', []))
    await post(ines, '/desk/joined/codebook/pay/merge', { into: 'wages', rules: 'yes', key: 'a'.repeat(16) })
    await site.runner.idle()
    const html = await page('/desk/joined/codebook-history')
    expect(plain(html)).to.contain('Merged Pay into Wages').and.contain('The codings that it moved: Pay')
    expect((await post(ines, '/desk/joined/codebook-history/2/undo', {})).status).to.equal(404)
  })

  it('tells what was split from what, with the page on which it can be undone', async () => {
    await addCorpus('cut')
    await addCodebook('cut', theme('pay', []))
    const response = await respond('cut', 'a', { obstacles: 'The pay is low.' })
    const fields = { text: textOf(response), start: '0', end: '15', theme: 'pay', stance: 'supports' }
    await post(ines, `${pathOf(response)}/codings`, fields)
    const [coding] = (await hotCodings.current('cut', {}).lean().exec()).map(({ _id }) => _id)
    const sent = await post(ines, '/desk/cut/codebook/pay/split', {
      ...{ into: '', name: 'Low pay', makes: 'below', codings: coding, key: 'b'.repeat(16) },
    })
    await site.runner.idle()
    const html = await page('/desk/cut/codebook-history')
    expect(plain(html)).to.contain('Split Low pay, from Pay')
    expect(html).to.contain(`href="${sent.headers.location}"`)
  })

  describe('with what was retagged', () => {
    const rule = (consultation: string, ...rules: string[]) =>
      saveTheme(consultation, { ...entry, rules }, '', 'pay')

    it('counts the suggestions that came, went and stayed by each version, by theme too', async () => {
      await addCorpus('tags')
      await addCodebook('tags', theme('pay', ['pay']), theme('skills', ['skill*']))
      await respond('tags', 'a', { obstacles: 'The pay is low. Skills are rare.' })
      await respond('tags', 'b', { obstacles: 'Wages are late.', people: 'Better pay.' })
      await site.runner.idle()
      await rule('tags', 'wage*', '"better pay"')
      await site.runner.idle()
      await respond('tags', 'c', { obstacles: 'Wages are low.' })
      await site.runner.idle()
      const card = plain((await page('/desk/tags/codebook-history')).split('<li class="card">')[1] ?? '')
      expect(card).to.contain('suggestions 1 came and 1 went, in 2 answers; 2 stayed.')
      expect(card).to.match(/Theme Came Went Pay 1 1 /)
      const compared = plain(await page('/desk/tags/codebook-history/compare?from=0&to=2'))
      expect(compared).to.contain('1 suggestion of the machine came, and 1 went')
      // Another rule that makes the same suggestion makes none come or go.
      await rule('tags', 'wage*', 'better')
      await site.runner.idle()
      expect((await sumsOf('tags', [3])).get(3)).to.include({ came: 0, went: 0, stayed: 4 })
    })

    it('counts nothing twice when the tagging is done again after a kill', async () => {
      await addCorpus('twice')
      await addCodebook('twice', theme('pay', ['pay']))
      const response = await respond('twice', 'a', { obstacles: 'The pay is low.' })
      await site.runner.idle()
      const _id = `twice@2 ${textOf(response)}`
      await noteRetagged([{ _id, consultation: 'twice', version: 2, came: [], went: ['pay'] }])
      await rule('twice', 'wage*')
      await site.runner.idle()
      expect((await sumsOf('twice', [2])).get(2)).to.include({ came: 0, went: 1, stayed: 0 })
      await sumUpRetagged('twice', 2)
      expect((await sumsOf('twice', [2])).get(2)).to.include({ went: 1 })
      expect(await hotRetags.upTo('twice', 9).countDocuments()).to.equal(0)
    })

    it('keeps what a version did until a later one overtook it', async () => {
      await addCorpus('over')
      await addCodebook('over', theme('pay', ['pay']))
      await site.runner.idle()
      await noteRetagged([{ _id: 'over@2 t', consultation: 'over', version: 2, came: ['pay'], went: [] }])
      await rule('over', 'wage*')
      await rule('over', 'salar*')
      await site.runner.idle()
      const told = plain(await page('/desk/over/codebook-history'))
      expect(told).to.contain('suggestions 1 came and 0 went, in 1 answer, until a later version was made.')
    })

    it('says how many codings were queued for a second look, and how many wait still', async () => {
      await addCorpus('look')
      await addCodebook('look', theme('pay', []))
      for (const key of ['a', 'b']) {
        const response = await respond('look', key, { obstacles: 'The pay is low.' })
        const fields = { text: textOf(response), start: '0', end: '15', theme: 'pay', stance: 'supports' }
        await post(ines, `${pathOf(response)}/codings`, fields)
      }
      await saveTheme('look', { ...entry, definition: 'Wages.', meaning: 'yes' }, '', 'pay')
      const [coding] = (await hotCodings.current('look', {}).lean().exec()).map(({ _id }) => _id)
      await post(ines, '/desk/look/themes/pay/second-look', { coding, do: 'keep' })
      const told = plain(await page('/desk/look/codebook-history'))
      expect(told).to.contain('Means something else Pay')
      expect(told).to.contain('2 codings with Pay were queued for a second look; 1 waits still.')
    })
  })

  type Explained = { explain(verbosity: 'queryPlanner'): { exec(): Promise<unknown> } }
  const queries: Record<string, () => Explained> = {
    'older versions': () => hotQueries.before('told', 3, 20),
    'what is noted': () => hotRetags.upTo('told', 3),
    'what was summed up': () => hotRetags.sums(['told@3']),
    'the codings that stood at a moment': () => hotCodings.stoodAt('told', 'pay', new Date()),
  }
  for (const [name, query] of Object.entries(queries))
    it(`finds ${name} by index`, async () => {
      const plan = JSON.stringify(await query().explain('queryPlanner').exec())
      expect(plan)
        .to.match(/"(IXSCAN|IDHACK|EXPRESS_IXSCAN)"/)
        .and.not.contain('COLLSCAN')
    })
})
