import { expect } from 'chai'
import { archiveTheme } from '../../server/codebook/changeTheme.ts'
import { codeOutcome } from '../../server/coding/adjudication/settleDifference.ts'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { firstCodings } from '../../server/coding/firstCodings.ts'
import { countStances } from '../../server/coding/mentionStore.ts'
import {
  type Difference,
  differencesOf,
  findDifference,
  keepOutcome,
} from '../../server/coding/rounds/differenceStore.ts'
import { findRound, type Round } from '../../server/coding/rounds/roundStore.ts'
import { countFindings } from '../../server/findings/count.ts'
import { withdrawResponse } from '../../server/responses/store.ts'
import { claim } from '../findings/claim.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { beginARound, endARound } from './aRound.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'

/** The first coder coded "Pay is low" in each of the three responses; the second in all but the first. */
const words = 'Pay is low. Nobody stays for long.'

describe('Settling what coders coded differently', () => {
  let site: Site
  let ines: Agent
  let tomasz: Agent
  let consultation: string
  let round: Round
  let difference: Difference
  let made = 0
  before(async () => {
    site = await openSite()
    ines = await site.signIn('researcher')
    tomasz = await site.signIn('researcher')
  })
  after(() => site.close())
  beforeEach(async () => {
    consultation = `settled${++made}`
    await addCorpus(consultation)
    await addCodebook(consultation, theme('pay', []), theme('turnover', []))
    for (const key of ['a', 'b', 'c']) await respond(consultation, key, { obstacles: words })
    await site.runner.idle()
    round = await beginARound(consultation, 3)
    await endARound(round)
    const [only] = await differencesOf(round._id)
    if (!only) throw new Error('nothing differs')
    difference = only
  })

  const path = () => `/desk/${consultation}/rounds/${round._id}/differences/${difference._id}`
  const settle = (agent: Agent, fields: Record<string, unknown>) =>
    post(agent, path(), { reason: 'It says so.', seen: difference.revision, ...fields })
  const now = () => findDifference(difference._id)
  const outcomes = async () =>
    (await codingsOf(consultation))
      .filter(({ adjudicates }) => adjudicates)
      .map(
        ({ theme, verdict, stance, start, end }) =>
          `${theme} ${verdict} ${stance} ${words.slice(start, end)}`,
      )
      .sort()
  const supporting = async () => (await countStances(consultation, difference.theme)).supports

  it('shows all sides, and has the outcome count everywhere in their place, with its reason', async () => {
    const finding = await claim(consultation, { themes: [difference.theme] })
    const counted = async () => (await countFindings(consultation, [finding]))[0]?.count.supports
    const before = (await counted()) ?? 0
    expect(await supporting()).to.equal(before)
    const page = (await ines.get(path())).text
    expect(page).to.include('did not code it').and.include('<mark').and.include('As A researcher coded it')
    await settle(ines, { choice: 'none' })
    expect(await outcomes()).to.deep.equal([`${difference.theme} rejected mentions Pay is l`])
    expect(await counted()).to.equal(before - 1)
    expect(await supporting()).to.equal(before - 1)
    const response = `/desk/${consultation}/responses/${difference.respondent}?tags=show`
    const shown = (await tomasz.get(response)).text
    expect(shown)
      .to.include('Counts no more:')
      .and.include('Settles a difference between coders. <span class="as-written">“It says so.”')
    const list = (await tomasz.get(`/desk/${consultation}/themes/${difference.theme}`)).text
    expect(list).to.include('Counts no more:')
  })

  it('counts what one coded, or what is said otherwise, and leaves agreement and first codings as they were', async () => {
    const { result } = (await findRound(round._id)) ?? {}
    const first = await firstCodings(consultation)
    const coder = difference.sides.find(({ codings }) => codings.length > 0)?.coder
    await settle(ines, { choice: `one:${coder}` })
    expect(await outcomes()).to.deep.equal([`${difference.theme} accepted supports Pay is l`])
    difference = (await now()) ?? difference
    const more = { choice: 'adjusted', words: 'Nobody stays', newTheme: 'turnover', stance: 'mixed' }
    await settle(ines, more)
    const expected = ['turnover accepted mixed Nobody stays']
    if (difference.theme !== 'turnover') expected.unshift(`${difference.theme} rejected mentions Pay is l`)
    expect(await outcomes()).to.deep.equal(expected)
    expect((await now())?.history.map(({ outcome }) => outcome.choice)).to.deep.equal(['one'])
    expect((await findRound(round._id))?.result).to.deep.equal(result)
    expect(await firstCodings(consultation)).to.deep.equal(first)
  })

  it('is taken back by who settled it, and by nobody’s “Undo my last change” of a response', async () => {
    const before = await supporting()
    // Somebody with no coding of their own here.
    const late = await site.signIn('researcher')
    await settle(late, { choice: 'none' })
    await post(late, `/desk/${consultation}/responses/${difference.respondent}/undo`, {})
    expect(await outcomes()).to.have.length(1)
    await post(late, `${path()}/undo`, {})
    expect(await outcomes()).to.deep.equal([])
    expect(await supporting()).to.equal(before)
    const page = (await late.get(path())).text
    expect(page).to.include('Taken back').and.include('What it was settled by before')
  })

  it('tells of two who settle it at once, loses the work of neither, and counts one', async () => {
    const both = await Promise.all([
      settle(ines, { choice: 'none', reason: 'It is about hours.' }),
      settle(tomasz, { choice: `one:${difference.sides[0]?.coder}`, reason: 'It is about wages.' }),
    ])
    expect(both.map(({ status }) => status)).to.deep.equal([303, 303])
    expect(await outcomes()).to.have.length(1)
    const stands = await now()
    const inesWon = stands?.outcome?.reason === 'It is about hours.'
    const [late, theirs, mine] = inesWon
      ? [tomasz, 'It is about hours.', 'It is about wages.']
      : [ines, 'It is about wages.', 'It is about hours.']
    const page = (await late.get(path())).text
    expect(page).to.include('A researcher settled this while you looked at it')
    expect(page).to.include(theirs).and.include(`>${mine}</textarea>`)
    difference = stands ?? difference
    await settle(late, { choice: 'none', reason: mine })
    const after = await now()
    expect(after?.outcome?.reason).to.equal(mine)
    expect(after?.history.map(({ outcome }) => outcome.reason)).to.deep.equal([theirs])
    // What somebody took for theirs, and is another’s by now, they take back only having seen it.
    await post(late === ines ? tomasz : ines, `${path()}/undo`, {})
    expect((await now())?.outcome?.reason).to.equal(mine)
  })

  it('says what is missing, and keeps what was entered', async () => {
    await settle(ines, { reason: '  ' })
    const page = (await ines.get(path())).text
    expect(page).to.include('Choose how it is settled').and.include('Enter why it is settled so')
    await settle(ines, { choice: 'adjusted', words: 'Wages are low', newTheme: 'pay' })
    const again = (await ines.get(path())).text
    expect(again).to.include('These words do not stand so').and.include('>Wages are low</textarea>')
    expect(await outcomes()).to.deep.equal([])
  })

  it('codes nothing new with a theme that was archived meanwhile, and can still say that it is not there', async () => {
    await archiveTheme(consultation, difference.theme, 'x')
    await settle(ines, { choice: `one:${difference.sides.find(({ codings }) => codings[0])?.coder}` })
    expect((await ines.get(path())).text).to.include('This theme was archived since')
    await settle(ines, { choice: 'none' })
    expect((await now())?.outcome?.choice).to.equal('none')
  })

  it('takes up the codings of an outcome that a killed process left', async () => {
    const outcome = {
      ...{ by: 'x', at: new Date(), choice: 'none' as const, reason: 'Killed.' },
      passages: [
        {
          start: 0,
          end: 8,
          theme: difference.theme,
          verdict: 'rejected' as const,
          stance: 'mentions' as const,
        },
      ],
    }
    await keepOutcome(difference, outcome, { by: 'x', at: new Date() })
    expect(await outcomes()).to.deep.equal([])
    site.runner.wake()
    await site.runner.idle()
    expect(await outcomes()).to.have.length(1)
    expect((await now())?.pending).to.deep.equal([])
    await codeOutcome(difference._id)
    expect(await outcomes()).to.have.length(1)
  })

  it('is nowhere once its respondent withdrew', async () => {
    await withdrawResponse(consultation, difference.respondent, '1')
    expect((await ines.get(path())).status).to.equal(404)
    expect((await settle(ines, { choice: 'none' })).status).to.equal(404)
  })
})
