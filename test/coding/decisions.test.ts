import { expect } from 'chai'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { countStances, countStates, countWaiting } from '../../server/coding/mentionStore.ts'
import type { Response } from '../../server/responses/response.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { decide, pathOf, standing, tagOf } from './desk.ts'

const words = 'Pay is low. We are no longer outsourced. There are too many layers between us.'

describe('deciding on suggestions', () => {
  let site: Site
  let ines: Agent
  let tomasz: Agent
  let response: Response
  let made = 0
  before(async () => {
    site = await openSite()
    ines = await site.signIn('researcher')
    tomasz = await site.signIn('researcher')
  })
  after(() => site.close())
  beforeEach(async () => {
    const consultation = `decisions${++made}`
    await addCorpus(consultation)
    await addCodebook(
      consultation,
      theme('pay', ['pay']),
      theme('outsourcing', ['outsourc*']),
      theme('hierarchy', ['layer', 'layers NEAR/3 between']),
      theme('culture', []),
    )
    response = await respond(consultation, 'a', { obstacles: words })
    await site.runner.idle()
  })

  const undo = (agent: Agent) => post(agent, `${pathOf(response)}/undo`, { tags: 'show' })

  it('accepts with a stance, and keeps who, when, and the rule that led to it', async () => {
    const tag = await tagOf(response, 'pay')
    const sent = await decide(ines, response, tag, { do: 'accept-supports' })
    expect(sent.status).to.equal(303)
    expect(sent.headers.location).to.match(new RegExp(`^${pathOf(response)}\\?tags=show#p-`))
    const [coding] = await codingsOf(response.consultation)
    expect(coding).to.include({
      verdict: 'accepted',
      stance: 'supports',
      origin: 'rule',
      tag: tag.id,
      rule: tag.rule,
    })
    expect(coding).to.include({
      start: tag.start,
      end: tag.end,
      question: 'obstacles',
      respondent: response._id,
    })
    expect(coding?.history.map(change => change.did)).to.deep.equal(['accepted'])
    expect(await countStates(response.consultation, 'pay')).to.deep.equal({
      unaided: 0,
      machine: 1,
      unreviewed: 0,
    })
    expect(await countStances(response.consultation, 'pay')).to.include({ supports: 1 })
    const page = await ines.get(`${pathOf(response)}?tags=show`)
    expect(page.text).to.include('Accepted from the machine by you')
  })

  it('rejects, once for all rules that matched the passage', async () => {
    expect(await countWaiting(response.consultation, { theme: 'hierarchy' })).to.equal(1)
    await decide(ines, response, await tagOf(response, 'hierarchy'), { do: 'reject' })
    expect(await standing(response)).to.deep.equal(['hierarchy rejected mentions rule'])
    expect(await countWaiting(response.consultation, { theme: 'hierarchy' })).to.equal(0)
  })

  it('changes the theme: the one suggested is rejected, the other accepted', async () => {
    await decide(ines, response, await tagOf(response, 'hierarchy'), {
      do: 'theme',
      newTheme: 'culture',
      stance: 'opposes',
    })
    expect(await standing(response)).to.deep.equal([
      'culture accepted opposes rule',
      'hierarchy rejected opposes rule',
    ])
  })

  it('adjusts the span by a word, by given words, and tells when the words are not there', async () => {
    const tag = await tagOf(response, 'pay')
    await decide(ines, response, tag, { do: 'end-earlier', stance: 'supports' })
    const [coding] = await codingsOf(response.consultation)
    if (!coding) throw new Error('nothing was coded')
    expect(words.slice(coding.start, coding.end)).to.equal('Pay is')
    const change = `${pathOf(response)}/codings/${coding.id}`
    await post(ines, change, { do: 'words', stance: 'supports', words: 'is  low' })
    const [moved, ...others] = await codingsOf(response.consultation)
    expect(words.slice(moved?.start, moved?.end)).to.equal('is low')
    expect(moved).to.include({ replaces: coding.id, origin: 'rule', tag: tag.id })
    expect(others).to.deep.equal([])

    const refused = await decide(ines, response, await tagOf(response, 'hierarchy'), {
      do: 'words',
      words: 'many lairs',
    })
    const page = await ines.get(String(refused.headers.location))
    expect(page.text).to.include('<title>Error: ')
    expect(page.text).to.include('These words do not stand so in the answer')
    expect(page.text).to.include('many lairs</textarea>')
  })

  it('changes the stance of a coding and removes it, keeping its history', async () => {
    await decide(ines, response, await tagOf(response, 'pay'), { do: 'accept-supports' })
    const [coding] = await codingsOf(response.consultation)
    const change = `${pathOf(response)}/codings/${coding?.id}`
    await post(ines, change, { do: 'accept-mixed' })
    expect(await standing(response)).to.deep.equal(['pay accepted mixed rule'])
    const page = await ines.get(pathOf(response))
    expect(page.text).to.include('before: accepted, supports')
    await post(ines, change, { do: 'remove' })
    expect(await standing(response)).to.deep.equal([])
    expect(await countStates(response.consultation, 'pay')).to.deep.equal({
      unaided: 0,
      machine: 0,
      unreviewed: 1,
    })
  })

  it('undoes one action after another, each whole', async () => {
    await decide(ines, response, await tagOf(response, 'pay'), { do: 'accept-supports' })
    await decide(ines, response, await tagOf(response, 'hierarchy'), { do: 'theme', newTheme: 'culture' })
    expect(await standing(response)).to.have.length(3)
    await undo(ines)
    expect(await standing(response)).to.deep.equal(['pay accepted supports rule'])
    await undo(tomasz)
    expect(await standing(response)).to.deep.equal(['pay accepted supports rule'])
    await undo(ines)
    expect(await standing(response)).to.deep.equal([])
    const again = await undo(ines)
    const page = await ines.get(String(again.headers.location))
    expect(page.text).to.include('There is nothing of yours to undo in this response.')
  })

  it('does again what was undone, one action after another, until something else is done', async () => {
    const redo = (agent: Agent) => post(agent, `${pathOf(response)}/redo`, { tags: 'show' })
    await decide(ines, response, await tagOf(response, 'pay'), { do: 'accept-supports' })
    await decide(ines, response, await tagOf(response, 'hierarchy'), { do: 'theme', newTheme: 'culture' })
    const all = await standing(response)
    await undo(ines)
    await undo(ines)
    expect((await ines.get(pathOf(response))).text).to.include('Do it again')
    await redo(tomasz)
    expect(await standing(response)).to.deep.equal([])
    await redo(ines)
    expect(await standing(response)).to.deep.equal(['pay accepted supports rule'])
    await redo(ines)
    expect(await standing(response)).to.deep.equal(all)
    await undo(ines)
    expect(await standing(response)).to.deep.equal(['pay accepted supports rule'])
    await decide(ines, response, await tagOf(response, 'outsourcing'), { do: 'reject' })
    expect((await ines.get(pathOf(response))).text).to.not.include('Do it again')
    const again = await redo(ines)
    const page = await ines.get(String(again.headers.location))
    expect(page.text).to.include('There is nothing to do again in this response')
    expect(await standing(response)).to.have.length(2)
  })

  it('keeps the decisions of two people apart, and one person’s double click as one', async () => {
    const tag = await tagOf(response, 'pay')
    await Promise.all([
      decide(ines, response, tag, { do: 'accept-supports' }),
      decide(ines, response, tag, { do: 'accept-supports' }),
      decide(tomasz, response, tag, { do: 'reject' }),
    ])
    expect(await standing(response)).to.deep.equal([
      'pay accepted supports rule',
      'pay rejected mentions rule',
    ])
    expect(await countStates(response.consultation, 'pay')).to.deep.equal({
      unaided: 0,
      machine: 1,
      unreviewed: 0,
    })
    expect(await countStances(response.consultation, 'pay')).to.include({ supports: 1 })
    const codings = await codingsOf(response.consultation)
    expect(codings.map(coding => coding.history.length)).to.deep.equal([1, 1])
  })

  it('lets nobody change another’s coding', async () => {
    await decide(ines, response, await tagOf(response, 'pay'), { do: 'accept-supports' })
    const [coding] = await codingsOf(response.consultation)
    const sent = await post(tomasz, `${pathOf(response)}/codings/${coding?.id}`, { do: 'remove' })
    expect(sent.status).to.equal(404)
    expect(await standing(response)).to.deep.equal(['pay accepted supports rule'])
  })

  it('lets an author read and not code', async () => {
    const author = await site.signIn('author')
    expect((await author.get(`${pathOf(response)}?tags=show`)).status).to.equal(200)
    const sent = await decide(author, response, await tagOf(response, 'pay'), { do: 'reject' })
    expect(sent.status).to.equal(403)
    expect(await standing(response)).to.deep.equal([])
  })
})
