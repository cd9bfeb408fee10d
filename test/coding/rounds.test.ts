import { expect } from 'chai'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { beginRound } from '../../server/coding/rounds/begin.ts'
import { type Difference, differencesOf } from '../../server/coding/rounds/differenceStore.ts'
import { hiddenFrom } from '../../server/coding/rounds/hidden.ts'
import { findRound, listRounds, type Round } from '../../server/coding/rounds/roundStore.ts'
import { settleRound } from '../../server/coding/rounds/settle.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import type { Response } from '../../server/responses/response.ts'
import { withdrawResponse } from '../../server/responses/store.ts'
import { type Agent, openSite, type Person, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { pathOf, tagOf } from './desk.ts'

const words = 'Pay is low. There are too many layers. Nobody stays for long.'
const everything = { how: 'all', size: 0, question: '', attribute: '', references: '' } as const

describe('A blind round', () => {
  let site: Site
  let people: Person[]
  let ines: Agent
  let tomasz: Agent
  let other: Agent
  let consultation: string
  let responses: Response[]
  let made = 0
  before(async () => {
    site = await openSite()
    people = [await site.addPerson('researcher'), await site.addPerson('researcher')]
    const [first, second] = await Promise.all(people.map(site.signInAs))
    if (!first || !second) throw new Error('nobody signed in')
    ines = first
    tomasz = second
    other = await site.signIn('owner')
  })
  after(() => site.close())
  beforeEach(async () => {
    consultation = `round${++made}`
    await addCorpus(consultation)
    await addCodebook(
      consultation,
      theme('pay', ['pay']),
      theme('hierarchy', ['layer*']),
      theme('turnover', []),
    )
    responses = []
    for (const key of ['a', 'b', 'c']) responses.push(await respond(consultation, key, { obstacles: words }))
    await site.runner.idle()
  })

  const ids = () => people.map(({ id }) => id)
  const at = (place: number): Response => {
    const response = responses[place]
    if (!response) throw new Error('no such response')
    return response
  }
  const begin = (fields = {}) =>
    post(ines, `/desk/${consultation}/rounds`, { how: 'all', coders: ids(), ...fields })
  const theRound = async (): Promise<Round> => {
    const [round] = await listRounds(consultation)
    if (!round) throw new Error('no round was begun')
    return round
  }
  /** Codes the words of a response from `start` on. */
  const code = (agent: Agent, response: Response, passage: string, fields: Record<string, string>) => {
    const start = words.indexOf(passage)
    const [text = ''] = currentTexts(response)
    const sentence = `${text}:${start}:${start + passage.length}`
    return post(agent, `${pathOf(response)}/codings`, { sentence, stance: 'supports', ...fields })
  }
  const finish = (agent: Agent, response: Response) =>
    post(agent, `${pathOf(response)}/done`, { do: 'done', texts: currentTexts(response).join(' ') })
  const end = async () => {
    const { _id } = await theRound()
    await post(ines, `/desk/${consultation}/rounds/${_id}/end`, {})
    await site.runner.idle()
    return findRound(_id)
  }
  const told = (differences: Difference[]) =>
    differences
      .map(
        ({ theme, sides }) =>
          `${theme}: ${sides.map(side => side.codings.map(({ stance }) => stance).join('+') || '–').join(' | ')}`,
      )
      .sort()

  it('hides from its coders, and from nobody else, what the machine and others made of its responses', async () => {
    await code(other, at(0), 'Pay is low.', { theme: 'pay' })
    await begin()
    const page = async (agent: Agent) => (await agent.get(`${pathOf(at(0))}?tags=show`)).text
    const found = async (agent: Agent, q: string) =>
      (await agent.get(`/desk/${consultation}/search?${new URLSearchParams({ q })}`)).text
    for (const agent of [ines, tomasz]) {
      const shown = await page(agent)
      expect(shown).to.include('You code this response in a blind round')
      expect(shown).to.not.include('Suggest')
      expect(shown).to.not.include('suggested')
      expect(shown).to.not.include('by A owner')
      expect(shown).to.not.match(/<mark/)
      const queue = (await agent.get(`/desk/${consultation}/queue`)).text
      expect(queue).to.include('0 mentions wait').and.include('Those of your blind round are left out')
      for (const list of ['accepted', 'unreviewed']) {
        const passages = (await agent.get(`/desk/${consultation}/themes/pay?show=${list}`)).text
        expect(passages).to.not.include(at(0).reference)
        expect(passages).to.include('are left out here, of the numbers too')
      }
      expect(await found(agent, 'theme:Pay')).to.not.include(at(0).reference)
      expect(await found(agent, 'theme:Hierarchy verdict:unreviewed')).to.not.include(at(0).reference)
    }
    expect(await found(other, 'theme:Pay')).to.include(at(0).reference)
    expect(await found(other, 'theme:Hierarchy verdict:unreviewed')).to.include(at(0).reference)
    expect(await page(other))
      .to.include('suggested')
      .and.include('Coded unaided by you')
    expect((await other.get(`/desk/${consultation}/queue`)).text).to.include('5 mentions wait')

    const tag = await tagOf(at(0), 'hierarchy')
    const sent = await post(ines, `${pathOf(at(0))}/tags/${tag.id}`, { do: 'accept-supports' })
    expect(sent.status).to.equal(409)
    expect(sent.text).to.include('hidden until the round is over')
    // A form that says that the tags were seen is no way round it.
    await code(ines, at(0), 'Pay is low.', { theme: 'pay', tags: 'show' })
    const own = (await codingsOf(consultation)).find(({ coder }) => coder === ids()[0])
    expect(own?.origin).to.equal('unaided')
    expect(await page(tomasz)).to.not.include('by A researcher')
  })

  it('hides what others wrote of a response in a memo, until it is over', async () => {
    await begin()
    const memo = { about: 'response', reference: at(1).reference, text: 'Layers, I should say.' }
    await post(other, `/desk/${consultation}/memos`, memo)
    const memos = `/desk/${consultation}/memos`
    expect((await ines.get(memos)).text).to.not.include('Layers, I should say')
    const [, id = ''] = /memos\/([\w-]{16})/.exec((await other.get(memos)).text) ?? []
    expect((await ines.get(`${memos}/${id}`)).status).to.equal(403)
    await end()
    expect((await ines.get(memos)).text).to.include('Layers, I should say')
  })

  it('leaves out what a coder knows already, and begins with two coders or more', async () => {
    await code(ines, at(0), 'Pay is low.', { theme: 'pay' })
    await finish(tomasz, at(1))
    await post(tomasz, `${pathOf(at(1))}/read`, { texts: currentTexts(at(1)).join(' ') })
    const alone = await begin({ coders: ids()[0] })
    expect((await ines.get(String(alone.headers.location))).text).to.include('agreement takes two')
    await begin()
    expect((await theRound()).responses).to.deep.equal([at(2)._id])
    const again = await begin()
    expect((await ines.get(String(again.headers.location))).text).to.include(
      'None of these can be coded blind',
    )
    const named = await begin({ how: 'chosen', references: `${at(0).reference} ${at(2).reference}` })
    expect((await ines.get(String(named.headers.location))).text).to.include(
      'None of these can be coded blind',
    )
  })

  it('keeps how it was drawn, and takes no response of a round that goes on', async () => {
    const drawn = await beginRound(
      consultation,
      'x',
      ['x', 'y'],
      { ...everything, how: 'random', size: 2 },
      { filter: '', seed: 3 },
    )
    const again = await beginRound(
      consultation,
      'x',
      ['v', 'w'],
      { ...everything, how: 'random', size: 2 },
      { filter: '', seed: 3 },
    )
    if (!drawn.ok || !again.ok) throw new Error('nothing was drawn')
    expect(drawn.round).to.include({ seed: 3, of: 3, how: 'random' })
    expect(again.round.of).to.equal(1)
    expect(again.round.responses).to.not.have.members(drawn.round.responses)
  })

  it('compares what each had coded when they were done, and keeps it whatever is changed later', async () => {
    await begin()
    await code(ines, at(0), 'Pay is low.', { theme: 'pay' })
    await code(tomasz, at(0), 'Pay is', { theme: 'pay' })
    await code(ines, at(0), 'There are too many layers.', { theme: 'hierarchy' })
    await code(tomasz, at(0), 'Nobody stays for long.', { theme: 'turnover' })
    await code(ines, at(1), 'Pay is low.', { theme: 'pay', stance: 'opposes' })
    await code(tomasz, at(1), 'Pay is low.', { theme: 'pay' })
    for (const agent of [ines, tomasz]) for (const response of [at(0), at(1)]) await finish(agent, response)
    await finish(ines, at(2))
    // What is coded after saying so does not count, unless one says so again.
    await code(tomasz, at(0), 'There are too many layers.', { theme: 'hierarchy' })
    const round = await end()
    const { result } = round ?? {}
    expect(result).to.include({ respondents: 2, answers: 2, unfinished: 1, withdrawn: 0 })
    expect(result?.themes.find(({ theme }) => theme === 'hierarchy')?.answers).to.include({
      units: 2,
      applied: 1,
      prevalence: 0.25,
      alpha: null,
    })
    expect(result?.overall.caution).to.include('Too few units to say')
    const differ = ['hierarchy: supports | –', 'pay: opposes | supports', 'turnover: – | supports']
    expect(told(await differencesOf(round?._id ?? ''))).to.deep.equal(differ)
    expect(result?.alike.map(({ passages }) => passages)).to.deep.equal([1, 1])

    expect(await hiddenFrom(consultation, ids()[0] ?? '')).to.deep.equal(new Set())
    await code(tomasz, at(1), 'There are too many layers.', { theme: 'hierarchy' })
    await settleRound(round?._id ?? '')
    expect((await findRound(round?._id ?? ''))?.result).to.deep.equal(result)
    const page = (await ines.get(`/desk/${consultation}/rounds/${round?._id}`)).text
    expect(page)
      .to.include('Too few to say: in 1 of 2 answers')
      .and.include('3 passages, of which 0 are settled')
    const list = (await ines.get(`/desk/${consultation}/rounds/${round?._id}/differences?theme=pay`)).text
    expect(list).to.include('Opposes</dd>').and.include('Supports</dd>').and.include(at(1).reference)
  })

  it('counts a response without any coding only where its coders say that nothing applies', async () => {
    await begin()
    await finish(ines, at(0))
    await finish(tomasz, at(0))
    const round = await end()
    expect(round?.result).to.include({ respondents: 1, answers: 1, unfinished: 2 })
  })

  it('loses who withdraws at once, and says so; what was worked out stays', async () => {
    await begin()
    await code(ines, at(0), 'Pay is low.', { theme: 'pay' })
    for (const agent of [ines, tomasz]) for (const response of responses) await finish(agent, response)
    await withdrawResponse(consultation, at(1)._id, '1')
    const { _id } = await theRound()
    const page = async () => (await ines.get(`/desk/${consultation}/rounds/${_id}`)).text
    expect(await page())
      .to.include('with 2 responses')
      .and.include('1 respondent has withdrawn since it began')
    const round = await end()
    expect(round?.result).to.include({ respondents: 2, withdrawn: 1 })
    await withdrawResponse(consultation, at(0)._id, '1')
    expect(await page()).to.include('1 respondent of those it is about has withdrawn since')
    expect(await page()).to.include('There is none.')
    const list = (await ines.get(`/desk/${consultation}/rounds/${_id}/differences`)).text
    expect(list).to.not.include(at(0).reference)
    expect(list).to.include('1 more is not shown')
  })

  it('ends once, and what a killed process left of beginning or ending it is taken up', async () => {
    await begin()
    for (const agent of [ines, tomasz]) await finish(agent, at(0))
    const { _id } = await theRound()
    const [one, two] = await Promise.all(
      [ines, tomasz].map(agent => post(agent, `/desk/${consultation}/rounds/${_id}/end`, {})),
    )
    expect([one?.status, two?.status]).to.deep.equal([303, 303])
    expect((await findRound(_id))?.pending).to.deep.equal(['result'])
    await site.runner.idle()
    expect(await findRound(_id)).to.deep.include({ pending: [], state: 'over' })
    expect((await ines.get(`/desk/${consultation}/work/next`)).headers.location).to.equal(
      `/desk/${consultation}/work`,
    )
  })
})
