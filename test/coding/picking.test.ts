import { expect } from 'chai'
import { addExample } from '../../server/codebook/examples/change.ts'
import { whyNoExample } from '../../server/codebook/examples/shown.ts'
import { codebookOf } from '../../server/codebook/store.ts'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import type { ConsentEvent, Response } from '../../server/responses/response.ts'
import { findTexts } from '../../server/responses/textStore.ts'
import { type Agent, csrfIn, openSite, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { pathOf } from './desk.ts'

const words = 'The pay is low on every boat'
const answer = `${words}. Nothing else keeps anybody from coming to work here again.`

describe('examples of themes', () => {
  let site: Site
  let agent: Agent
  before(async () => {
    site = await openSite()
    agent = await site.signIn('researcher')
  })
  after(() => site.close())

  const textOf = (response: Response) => currentTexts(response)[0] ?? ''
  const page = async (path: string, by = agent) =>
    (await by.get(path)).text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  const examplesOf = async (consultation: string) =>
    (await codebookOf(consultation)).themes[0]?.examples ?? []
  const json = async (consultation: string) =>
    JSON.parse((await agent.get(`/desk/${consultation}/codebook/codebook.json`)).text).themes[0]

  /** A consultation with a theme, a response, and a coding of it. */
  async function coded(consultation: string, verdict = 'accept') {
    await addCorpus(consultation)
    await addCodebook(consultation, theme('pay', []), theme('hours', []))
    const response = await respond(consultation, 'a', { obstacles: answer })
    const fields = { text: textOf(response), start: '0', end: String(words.length), theme: 'pay' }
    await post(agent, `${pathOf(response)}/codings`, { ...fields, stance: 'supports' })
    const [coding] = await codingsOf(consultation, {})
    const path = `${pathOf(response)}/codings/${coding?.id}`
    if (verdict === 'reject') await post(agent, path, { do: 'reject' })
    return { response, path: `${path}/example`, themePath: `/desk/${consultation}/themes/pay` }
  }

  it('are picked from a coding, shown with the theme, and written into every export', async () => {
    const { response, path, themePath } = await coded('picked')
    expect((await agent.get(`${pathOf(response)}?tags=show`)).text).to.contain(`href="${path}"`)
    expect((await agent.get(themePath)).text).to.contain(`href="${path}"`)
    expect((await agent.get(path)).text).to.match(/value="include" checked/)
    await post(agent, path, { theme: 'pay', kind: 'include' })
    await post(agent, path, { theme: 'pay', kind: 'include' })
    const [example] = await examplesOf('picked')
    expect(example).to.include({ kind: 'include', text: textOf(response), start: 0, end: words.length })
    expect(JSON.stringify(await codebookOf('picked'))).to.not.contain(words)
    expect(await page(themePath)).to.match(new RegExp(`What belongs here ${words} Response`))
    expect((await json('picked')).examples).to.deep.equal([words])
    const tables = ['transfers/taguette.csv', 'transfers/qualcoder.csv']
    for (const file of ['codebook/codebook.csv', 'codebook/codebook.qdc', ...tables])
      expect((await agent.get(`/desk/picked/${file}`)).text, file).to.contain(`- ${words}`)
    expect((await codebookOf('picked')).version).to.equal(2)
    expect(await page('/desk/picked/codebook-history')).to.contain('Examples changed Pay (1 added)')
  })

  it('show what does not belong where a coding was rejected, and of another theme if wished', async () => {
    const { path } = await coded('rejected', 'reject')
    expect((await agent.get(path)).text).to.match(/value="exclude" checked/)
    const sent = await post(agent, path, { theme: '', kind: '' })
    expect(await page(String(sent.headers.location)))
      .to.contain('Choose a theme')
      .and.contain('Say whether')
    await post(agent, path, { theme: 'hours', kind: 'exclude' })
    expect(await page('/desk/rejected/themes/hours')).to.match(new RegExp(`What does not ${words}`))
    const { themes } = JSON.parse((await agent.get('/desk/rejected/codebook/codebook.json')).text)
    expect(themes[1].counterexamples).to.deep.equal([words])
  })

  it('are taken out and put back, and undone without those picked since', async () => {
    const { path, themePath } = await coded('undone')
    await post(agent, path, { theme: 'pay', kind: 'include' })
    await post(agent, `${themePath}/examples`, { words: 'We earn too little.', kind: 'include' })
    const [picked] = await examplesOf('undone')
    const sent = await post(agent, `${themePath}/examples/${picked?.id}/remove`, {})
    const told = (await agent.get(String(sent.headers.location))).text
    expect(told).to.contain('Put the example back').and.contain('codebook-history/4/undo')
    await post(agent, '/desk/undone/codebook-history/4/undo', {})
    expect(await examplesOf('undone')).to.have.length(2)
    await post(agent, '/desk/undone/codebook-history/2/undo', {})
    expect(await examplesOf('undone')).to.have.length(1)
    expect((await json('undone')).examples).to.deep.equal(['We earn too little.'])
  })

  it('are flagged and leave with no export once their words are held back or withdrawn', async () => {
    const { response, path, themePath } = await coded('gone')
    await post(agent, path, { theme: 'pay', kind: 'include' })
    await post(agent, `${themePath}/examples`, { words: `As somebody said: ${words}.`, kind: 'include' })
    await post(agent, `${pathOf(response)}/holds`, { kind: 'legal', note: '', heldWords: words })
    const held = await page(themePath)
    expect(held).to.contain('not shown, since it is held back').and.not.contain(words)
    expect(held).to.contain('since it repeats words that were withdrawn or are held back')
    expect(await json('gone')).to.not.have.property('examples')
    await post(agent, `${pathOf(response)}/withdraw`, { confirm: 'yes' })
    expect(await page(themePath)).to.match(
      /not shown, since (its respondent withdrew it|its words are not kept)/,
    )
    expect((await agent.get(path)).status).to.equal(404)
  })

  it('are refused where the passage may not be quoted, and flagged where that is said later', async () => {
    await addCorpus('none')
    await addCodebook('none', theme('pay', []))
    const response = await respond('none', 'a', { obstacles: answer }, 'none')
    const fields = { text: textOf(response), start: '0', end: '8', theme: 'pay', stance: 'supports' }
    await post(agent, `${pathOf(response)}/codings`, fields)
    const [coding] = await codingsOf('none', {})
    const path = `${pathOf(response)}/codings/${coding?.id}/example`
    expect(await page(path)).to.contain('cannot stand as an example: its respondent does not want it quoted')
    await post(agent, path, { theme: 'pay', kind: 'include' })
    expect(await examplesOf('none')).to.deep.equal([])

    const { response: open } = await coded('narrowed')
    const [text] = await findTexts(currentTexts(open))
    const [consent] = open.consent
    if (!text || !consent) throw new Error('the response has words and a permission')
    const why = (change: Partial<ConsentEvent>, start = 0) =>
      whyNoExample({ ...open, consent: [...open.consent, { ...consent, ...change }] }, text, {
        start,
        end: start + 10,
      })
    expect(why({})).to.equal(undefined)
    expect(why({ choice: 'none' })).to.match(/does not want it quoted/)
    expect(why({ answers: { obstacles: 'none' } })).to.match(/does not want it quoted/)
    expect(why({ approval: true })).to.match(/approve each sentence/)
    const withheld = [{ text: text._id, start: 0, end: 28 }]
    expect(why({ withheld })).to.match(/not for quotation/)
    expect(why({ withheld }, 40)).to.equal(undefined)
    expect(whyNoExample({ ...open, revisions: [] }, text, { start: 0, end: 3 })).to.match(
      /changed the answer/,
    )
  })

  it('can be made up, but not of words that were withdrawn, and not without end', async () => {
    const { response, themePath } = await coded('made')
    const add = (fields: Record<string, string>) => post(agent, `${themePath}/examples`, fields)
    await add({ words: ' ', kind: '' })
    const wrong = await page(themePath)
    expect(wrong).to.contain('There is a problem').and.contain('Write an example')
    await post(agent, `${pathOf(response)}/holds`, { kind: 'legal', note: '', heldWords: words })
    await add({ words: `Such as: ${words}`, kind: 'include' })
    expect((await agent.get(themePath)).text).to.contain('It repeats words that were withdrawn')
    expect(await examplesOf('made')).to.deep.equal([])
    const made = { kind: 'exclude' as const, by: '', at: new Date() }
    for (let n = 0; n < 30; n++)
      await addExample('made', 'pay', { ...made, id: `e${n}`, words: `Case ${n}.` })
    await add({ words: 'Wages are late.', kind: 'exclude' })
    expect(await examplesOf('made')).to.have.length(30)
    expect(await page(themePath)).to.contain('no more can be added')
  })

  it('come with a file that is imported, and stay where the theme is edited', async () => {
    await addCorpus('file')
    const content = JSON.stringify({
      themes: [{ name: 'Pay', examples: ['We earn little.'], counterexamples: ['The tide pays no heed.'] }],
    })
    const form = csrfIn((await agent.get('/desk/file/codebook/import')).text)
    await agent
      .post('/desk/file/codebook/import')
      .field('_csrf', form)
      .attach('codebook', Buffer.from(content), 'book.json')
    const edited = { name: 'Wages', parent: '', definition: '', include: '', exclude: '', colour: 'red' }
    await post(agent, '/desk/file/codebook/pay', { ...edited, rules: 'wage*', version: '9' })
    const told = await json('file')
    expect(told).to.deep.include({ name: 'Wages', examples: ['We earn little.'] })
    expect(told.counterexamples).to.deep.equal(['The tide pays no heed.'])
  })
})
