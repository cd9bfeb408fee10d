import { expect } from 'chai'
import { giveRoles } from '../../server/accounts/people/give.ts'
import type { ConsultationRole } from '../../server/accounts/roles.ts'
import { assign } from '../../server/coding/assignments/assign.ts'
import {
  type Assignment,
  assignmentsOf,
  countByCoder,
  openAssignments,
} from '../../server/coding/assignments/assignmentStore.ts'
import type { Response } from '../../server/responses/response.ts'
import { withdrawResponse } from '../../server/responses/store.ts'
import { type Agent, openSite, type Person, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'

const everything = { how: 'all', size: 0, question: '', attribute: '', references: '' } as const

describe('Assigning responses', () => {
  let site: Site
  let people: Person[]
  let ines: Agent
  let tomasz: Agent
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
  })
  after(() => site.close())
  beforeEach(async () => {
    consultation = `assigned${++made}`
    await addCorpus(consultation)
    await addCodebook(consultation, theme('pay', ['pay']))
    responses = []
    for (const key of ['a', 'b', 'c', 'd', 'e'])
      responses.push(
        await respond(consultation, key, {
          obstacles: `Pay ${key}.`,
          ...(key === 'e' ? { people: 'A pension.' } : {}),
        }),
      )
  })

  const work = () => `/desk/${consultation}/work`
  const idOf = (at: number) => people[at]?.id ?? ''
  const all = () =>
    assignmentsOf(
      consultation,
      responses.map(({ _id }) => _id),
    )
  const numbers = async () => {
    const found = await all()
    return people.map(({ id }) => found.filter(({ coder }) => coder === id).length)
  }
  const assignAll = (fields = {}) =>
    post(ines, `${work()}/assign`, { how: 'all', coders: people.map(({ id }) => id), ...fields })

  /** Opens the next response of a coder. @returns its id and the page */
  async function next(agent: Agent, past = '') {
    const sent = await agent.get(`${work()}/next${past === '' ? '' : `?past=${past}`}`)
    const address = String(sent.headers.location)
    return { id: address.split('/').at(-1) ?? '', text: (await agent.get(address)).text }
  }
  const finish = (agent: Agent, { id, text }: { id: string; text: string }) =>
    post(agent, `/desk/${consultation}/responses/${id}/done`, {
      do: 'done',
      texts: /name="texts" value="([^"]+)"/.exec(text)?.[1],
    })

  it('shares out what nobody has evenly, once, and draws the same by the same seed', async () => {
    await assignAll()
    expect((await numbers()).sort()).to.deep.equal([2, 3])
    const again = await assignAll()
    expect((await ines.get(String(again.headers.location))).text).to.include('None of these is unassigned')

    const drawnBy = async (seed: number) => {
      const one = `${consultation}-${seed}-${++made}`
      await addCorpus(one)
      const ids = new Map<string, string>()
      for (const key of ['a', 'b', 'c', 'd', 'e', 'f'])
        ids.set((await respond(one, key, { obstacles: key }))._id, key)
      await assign(one, idOf(0), [idOf(0)], { ...everything, how: 'random', size: 3 }, { filter: '', seed })
      const open = await openAssignments(one, idOf(0))
      return open.map(({ response }) => [...ids.keys()].sort().indexOf(response))
    }
    expect(await drawnBy(7)).to.deep.equal(await drawnBy(7))
    expect(await drawnBy(7)).to.have.length(3)
  })

  it('gives each response to one coder where two assign at once', async () => {
    const each = people.map(({ id }) => assign(consultation, id, [id], everything, { filter: '' }))
    await Promise.all(each)
    expect((await all()).length).to.equal(5)
  })

  it('assigns those who answered a question, those of a group, and those that are named', async () => {
    await assignAll({ question: 'people' })
    expect((await all()).map(({ response }) => response)).to.deep.equal([responses[4]?._id])
    const [a, b] = responses
    await assignAll({ how: 'chosen', references: `${a?.reference.toLowerCase()}, ${b?.reference}` })
    expect((await all()).length).to.equal(3)
    const wrong = await assignAll({ how: 'chosen', references: 'SND-0000-0000' })
    const page = (await ines.get(String(wrong.headers.location))).text
    expect(page).to.include('No response that stands here has the reference SND-0000-0000')
    expect(page).to.include('>SND-0000-0000</textarea>')
    await assignAll({ attribute: 'role=a registrar' })
    expect((await all()).length).to.equal(5)
    expect((await ines.get(work())).text).to.include('role: a registrar')
  })

  it('says what is missing, and that a coder may not be somebody who cannot code', async () => {
    const nothing = await post(ines, `${work()}/assign`, {})
    const page = (await ines.get(String(nothing.headers.location))).text
    expect(page).to.include('Choose which responses').and.include('Tick who is to have them')
    const author = await site.addPerson('author')
    await assignAll({ coders: author.id })
    expect(await all()).to.deep.equal([])
  })

  it('leads from one to the next by what is left, remembers the place, and passes by who withdrew', async () => {
    await assignAll({ coders: idOf(1) })
    const order = (await openAssignments(consultation, idOf(1))).map(({ response }) => response)
    const first = await next(tomasz)
    expect(first.id).to.equal(order[0])
    expect(first.text).to.include('you have 5 left').and.include('aria-keyshortcuts="d"')
    expect((await next(tomasz)).id).to.equal(order[0])

    // Left for later, it is not where one goes on; it comes again after the last.
    expect((await next(tomasz, order[0])).id).to.equal(order[1])
    expect((await next(tomasz)).id).to.equal(order[1])
    await withdrawResponse(consultation, order[2] ?? '', '1')
    const done = await finish(tomasz, await next(tomasz))
    expect(done.headers.location).to.match(new RegExp(`${order[3]}$`))
    const page = await tomasz.get(String(done.headers.location))
    expect(page.text).to.include('you have 3 left').and.include('Done with SND-')
    await finish(tomasz, { id: order[3] ?? '', text: page.text })
    const last = await next(tomasz)
    expect(last.id).to.equal(order[4])
    await finish(tomasz, last)
    const end = await next(tomasz)
    expect(end.id).to.equal(order[0])
    const over = await finish(tomasz, end)
    expect(over.headers.location).to.equal(work())
    const summary = (await tomasz.get(work())).text
    expect(summary).to.include('There is no other response on your list.')
    expect(summary).to.include('You are done with all 4 responses')
  })

  it('tells how far each has come, and counts who withdrew nowhere', async () => {
    await assignAll({ coders: idOf(1) })
    await finish(tomasz, await next(tomasz))
    expect(await countByCoder(consultation, [])).to.deep.equal(new Map([[idOf(1), { done: 1, left: 4 }]]))
    const gone = (await all()).find(({ open }) => !open)?.response ?? ''
    await withdrawResponse(consultation, gone, '1')
    expect(await countByCoder(consultation, [gone])).to.deep.equal(new Map([[idOf(1), { done: 0, left: 4 }]]))
    expect((await ines.get(work())).text).to.include('0 of 4')
  })

  it('is done with nothing that its respondent changed meanwhile, and not done after all', async () => {
    await assignAll({ coders: idOf(1) })
    const { id, text } = await next(tomasz)
    await post(tomasz, `/desk/${consultation}/responses/${id}/done`, { do: 'done', texts: 'other' })
    expect((await openAssignments(consultation, idOf(1))).length).to.equal(5)
    await finish(tomasz, { id, text })
    expect((await openAssignments(consultation, idOf(1))).length).to.equal(4)
    await post(tomasz, `/desk/${consultation}/responses/${id}/done`, { do: 'again' })
    expect((await openAssignments(consultation, idOf(1))).length).to.equal(5)
  })

  it('gives what one has left to another, and takes any act back but for what is done', async () => {
    await assignAll({ coders: idOf(1) })
    await finish(tomasz, await next(tomasz))
    await post(ines, `${work()}/reassign`, { from: idOf(1), howMany: '2', to: idOf(0) })
    expect(await numbers()).to.deep.equal([2, 3])
    const undo = async () => {
      const [, act = ''] = /work\/([\w-]+)\/undo/.exec((await ines.get(work())).text) ?? []
      return post(ines, `${work()}/${act}/undo`, {})
    }
    await undo()
    expect(await numbers()).to.deep.equal([0, 5])
    await undo()
    expect((await all()).map(({ done }: Assignment) => done !== undefined)).to.deep.equal([true])
    const page = (await ines.get(work())).text
    expect(page).to.include('Taken back for 4 of 5').and.include('Taken back by A researcher')
  })

  it('leaves what was done meanwhile, and what another gave away, where it is', async () => {
    await assignAll({ coders: idOf(1) })
    const [one] = await openAssignments(consultation, idOf(1))
    await Promise.all([
      post(ines, `${work()}/reassign`, { from: idOf(1), howMany: '', to: idOf(0) }),
      post(ines, `${work()}/reassign`, { from: idOf(1), howMany: '', to: idOf(0) }),
    ])
    expect(await numbers()).to.deep.equal([5, 0])
    expect((await all()).find(({ _id }) => _id === one?._id)?.before?.coder).to.equal(idOf(1))
  })

  it('offers those alone who may code here, and has what somebody left behind given to others', async () => {
    const at = new Date()
    const [elsewhere, reader, leaving] = [
      await site.addPerson(),
      await site.addPerson(),
      await site.addPerson(),
    ]
    const give = (to: string, account: string, ...roles: ConsultationRole[]) =>
      giveRoles(to, { account, roles, by: idOf(0), at })
    await give('somewhere-else', elsewhere.id, 'researcher')
    await give(consultation, reader.id, 'reviewer')
    await give(consultation, leaving.id, 'researcher')
    const form = async () => (await ines.get(`${work()}/assign`)).text
    expect(await form())
      .to.contain(leaving.id)
      .and.not.contain(elsewhere.id)
      .and.not.contain(reader.id)
    await assignAll({ coders: [elsewhere.id, reader.id, leaving.id] })
    expect((await all()).map(({ coder }) => coder)).to.deep.equal(Array(5).fill(leaving.id))
    await give(consultation, leaving.id)
    expect((await form()).match(new RegExp(leaving.id, 'g')), 'to take from, not to give to').to.have.length(
      1,
    )
    await post(ines, `${work()}/reassign`, { from: leaving.id, howMany: '', to: idOf(0) })
    expect(await numbers()).to.deep.equal([5, 0])
  })
})
