import { expect } from 'chai'
import type { Response } from '../../server/responses/response.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { standing } from './desk.ts'

describe('the queue of suggestions', () => {
  let site: Site
  let ines: Agent
  const consultation = 'queue'
  const queue = `/desk/${consultation}/queue`
  const responses = new Map<string, Response>()
  before(async () => {
    site = await openSite()
    ines = await site.signIn('researcher')
    await addCorpus(consultation)
  })
  after(() => site.close())

  /** What the queue's page offers: where its decision is sent, and its hidden fields. */
  async function look(path: string) {
    const { text } = await ines.get(path)
    const action = /action="([^"]+\/tags\/[^"]+)"/.exec(text)?.[1] ?? ''
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
    const marked = [...text.matchAll(/<mark[^>]*><span data-start="\d+">([^<]*)/g)].map(match => match[1])
    return { text, action, marked, where: { back: 'queue', after: field('after'), past: field('past') } }
  }

  const press = async (path: string, deed: string) => {
    const { action, where } = await look(path)
    const query = new URL(path, 'http://desk').searchParams
    const filter = { theme: query.get('theme') ?? '', question: query.get('question') ?? '' }
    const sent = await post(ines, action, { ...where, ...filter, do: deed })
    return String(sent.headers.location)
  }

  it('says what to do while there are no themes, and while nothing waits', async () => {
    expect((await look(queue)).text).to.include('There are no suggestions yet')
    await addCodebook(consultation, theme('pay', ['pay']), theme('layers', ['layers']))
    expect((await look(queue)).text).to.include('Nothing waits for a decision')
  })

  it('offers one suggestion at a time, marked in its context with the reason, and goes on to the next', async () => {
    responses.set(
      'a',
      await respond(consultation, 'a', { obstacles: 'Pay is low. Rain fell.', people: 'More pay.' }),
    )
    responses.set('b', await respond(consultation, 'b', { obstacles: 'Too many layers.' }))
    await site.runner.idle()
    const seen: (string | undefined)[] = []
    let path = queue
    for (let step = 0; step < 3; step++) {
      const page = await look(path)
      expect(page.marked).to.have.length(1)
      expect(page.text).to.include('Why:').and.include('the rule “')
      seen.push(page.marked[0])
      path = await press(path, 'accept-supports')
    }
    expect(seen).to.have.members(['Pay is low.', 'More pay.', 'Too many layers.'])
    const end = await look(path)
    expect(end.text).to.include('That was the last one.')
    expect(end.text).to.include('Undo my last decision')
  })

  it('takes the last decision back and offers it again', async () => {
    const [response] = [...responses.values()].slice(1)
    if (!response) throw new Error('no response')
    const sent = await post(ines, `/desk/${consultation}/responses/${response._id}/undo`, { back: 'queue' })
    expect(sent.headers.location).to.equal(queue)
    expect(await standing(response)).to.deep.equal([])
    expect((await look(queue)).marked).to.deep.equal(['Too many layers.'])
  })

  it('filters by theme and by question', async () => {
    responses.set(
      'c',
      await respond(consultation, 'c', { obstacles: 'Layers upon layers.', people: 'Fair pay.' }),
    )
    await site.runner.idle()
    expect((await look(`${queue}?theme=pay`)).marked).to.deep.equal(['Fair pay.'])
    expect((await look(`${queue}?question=people`)).marked).to.deep.equal(['Fair pay.'])
    expect((await look(`${queue}?theme=layers&question=people`)).text).to.include(
      'Nothing waits for a decision here',
    )
    const next = await press(`${queue}?theme=pay`, 'reject')
    expect(next).to.include('theme=pay')
    expect((await look(next)).text).to.include('Nothing waits for a decision here')
  })

  it('skips without deciding, and offers what was skipped again after the end', async () => {
    const first = await look(queue)
    const second = await look(
      `${queue}?${new URLSearchParams({ after: first.where.after, past: first.where.past })}`,
    )
    expect(second.marked).to.have.length(1)
    expect(second.action).to.not.equal(first.action)
    const end = await look(
      `${queue}?${new URLSearchParams({ after: second.where.after, past: second.where.past })}`,
    )
    expect(end.text).to.include('You have come to the end')
    expect(end.text).to.include('Some suggestions were skipped')
  })

  it('comes back with what is wrong, at the same suggestion', async () => {
    const { action, where } = await look(queue)
    const sent = await post(ines, action, { ...where, do: 'words', words: 'not there' })
    const page = await ines.get(String(sent.headers.location))
    expect(page.text).to.include('There is a problem').and.include('These words do not stand so')
    expect(page.text).to.include(action)
  })
})
