import { expect } from 'chai'
import type { AttributionChoice } from '../../analysis/index.ts'
import { codebookOf } from '../../server/codebook/store.ts'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { nameOf } from '../../server/coding/inVivo.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import type { Response } from '../../server/responses/response.ts'
import { withdrawResponse } from '../../server/responses/store.ts'
import { repeatsIn } from '../../server/testimony/repeats.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { pathOf, standing } from './desk.ts'

const words = 'They said “a ladder without rungs”, and laughed.'
const ladder = { start: words.indexOf('“a'), end: words.indexOf(' and') }

describe('a theme that is named by a respondent’s words', () => {
  let site: Site
  let ines: Agent
  let response: Response
  let made = 0
  before(async () => {
    site = await openSite()
    ines = await site.signIn('researcher')
  })
  after(() => site.close())

  async function begin(choice: AttributionChoice = 'unnamed') {
    const consultation = `vivo${++made}`
    await addCorpus(consultation)
    await addCodebook(consultation, theme('pay', ['pay']))
    response = await respond(consultation, 'a', { obstacles: words }, choice)
    await site.runner.idle()
  }
  const name = (fields: Record<string, unknown> = {}, agent = ines) =>
    post(agent, `${pathOf(response)}/in-vivo`, {
      ...{ text: currentTexts(response)[0], ...ladder, stance: 'supports' },
      ...fields,
    })
  const inUse = async () =>
    (await codebookOf(response.consultation)).themes.flatMap(({ name, archived }) => (archived ? [] : name))
  const step = (deed: 'undo' | 'redo') => post(ines, `${pathOf(response)}/${deed}`, {})

  it('is made and coded at once, and undone and done again together', async () => {
    await begin()
    const sent = await name()
    expect((await ines.get(String(sent.headers.location))).text).to.include(
      'Coded with a new theme: a ladder without rungs.',
    )
    expect(await inUse()).to.deep.equal(['Pay', 'a ladder without rungs'])
    const [coding] = await codingsOf(response.consultation)
    expect(words.slice(coding?.start, coding?.end)).to.equal('“a ladder without rungs”,')
    expect(coding).to.include({ origin: 'unaided', verdict: 'accepted', stance: 'supports' })
    await step('undo')
    expect(await inUse()).to.deep.equal(['Pay'])
    expect(await standing(response)).to.deep.equal([])
    await step('redo')
    expect(await inUse()).to.deep.equal(['Pay', 'a ladder without rungs'])
    expect(await standing(response)).to.have.length(1)
  })

  it('stays when its first coding is undone after somebody else used it', async () => {
    await begin()
    await name()
    const [coding] = await codingsOf(response.consultation)
    const tomasz = await site.signIn('researcher')
    await post(tomasz, `${pathOf(response)}/codings`, {
      ...{ text: currentTexts(response)[0], start: 0, end: 9, theme: coding?.theme, stance: 'supports' },
    })
    await step('undo')
    expect(await inUse()).to.include('a ladder without rungs')
    expect(await standing(response)).to.have.length(1)
  })

  it('is not made twice: a theme of that name is used', async () => {
    await begin()
    const pays = await respond(response.consultation, 'b', { obstacles: 'Their PAY fell.' })
    const sent = await post(ines, `${pathOf(pays)}/in-vivo`, {
      ...{ text: currentTexts(pays)[0], start: 6, end: 9, stance: 'opposes' },
    })
    expect((await ines.get(String(sent.headers.location))).text).to.include('Coded: Pay.')
    expect(await inUse()).to.deep.equal(['Pay'])
  })

  it('is refused where its words may not be printed, are too long, or are none', async () => {
    await begin('none')
    const told = async (sent: Awaited<ReturnType<typeof post>>) =>
      (await ines.get(String(sent.headers.location))).text
    expect(await told(await name())).to.include('does not let these words be quoted just so')
    await begin()
    expect(await told(await name({ text: '' }))).to.include('Select a passage, or choose a sentence')
    const long = await respond(response.consultation, 'c', { obstacles: 'word '.repeat(40) })
    const sent = await post(ines, `${pathOf(long)}/in-vivo`, {
      ...{ text: currentTexts(long)[0], start: 0, end: 190, stance: 'supports' },
    })
    expect(await told(sent)).to.include('select up to 100 characters')
    expect(await inUse()).to.deep.equal(['Pay'])
    const author = await site.signIn('author')
    expect((await name({}, author)).status).to.equal(403)
  })

  it('is listed for correction once its respondent withdraws', async () => {
    await begin()
    await name()
    expect(await repeatsIn(response.consultation)).to.deep.equal([])
    await withdrawResponse(response.consultation, response._id, '1')
    expect((await repeatsIn(response.consultation)).map(({ where }) => where)).to.deep.equal([
      'The theme “a ladder without rungs”, which is named by such words',
    ])
  })

  it('takes its name from the words in one line, without the marks round them', () => {
    expect(nameOf('x (two\n lines)! y', { start: 2, end: 15 })).to.equal('two lines')
    expect(nameOf('…', { start: 0, end: 1 })).to.equal('…')
  })
})
