import { expect } from 'chai'
import mongoose from 'mongoose'
import { codebookOf } from '../../server/codebook/store.ts'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { countWaiting } from '../../server/coding/mentionStore.ts'
import type { Response } from '../../server/responses/response.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { decide, standing, tagOf } from './desk.ts'

describe('the queue, narrowed and several at once', () => {
  let site: Site
  let ines: Agent
  let tomasz: Agent
  let made = 0
  let consultation: string
  let responses: Response[]
  let rule: string
  before(async () => {
    site = await openSite()
    ines = await site.signIn('researcher')
    tomasz = await site.signIn('researcher')
  })
  after(() => site.close())
  beforeEach(async () => {
    consultation = `several${++made}`
    await addCorpus(consultation)
    await addCodebook(consultation, theme('pay', ['pay', 'wage*']), theme('layers', ['layers']))
    const said = ['Pay is low.', 'Wages fell. No pay rose.', 'Too many layers.', 'Pay is late.']
    responses = []
    for (const [n, obstacles] of said.entries())
      responses.push(await respond(consultation, String(n), { obstacles }))
    await site.runner.idle()
    const pay = (await codebookOf(consultation)).themes.find(({ id }) => id === 'pay')
    rule = pay?.rules.find(({ source }) => source === 'pay')?.id ?? ''
  })

  const at = (n: number) => {
    const response = responses[n]
    if (!response) throw new Error(`at: there is no response ${n}`)
    return response
  }
  const queue = async (fields: Record<string, string>) =>
    (await ines.get(`/desk/${consultation}/queue?${new URLSearchParams(fields)}`)).text
  const path = () => `/desk/${consultation}/queue/rule/${rule}`
  const values = async () =>
    [...(await ines.get(path())).text.matchAll(/name="passages" value="([^"]+)"( checked)?/g)].map(
      ([, value = '', ticked]) => ({ value, ticked: ticked !== undefined }),
    )

  it('is narrowed by the rule, by how sure it is, and by who wrote', async () => {
    const left = async (fields: Record<string, string>) =>
      Number(/(\d+) mentions? waits?/.exec(await queue(fields))?.[1] ?? '0')
    expect(await left({})).to.equal(4)
    expect(await left({ by: rule })).to.equal(3)
    expect(await left({ by: 'learned' })).to.equal(0)
    expect(await left({ by: 'rule', theme: 'layers' })).to.equal(1)
    expect(await left({ attribute: 'role=a registrar' })).to.equal(4)
    expect(await left({ attribute: 'role=somebody else' })).to.equal(0)
    expect(await left({ sure: 'negated' })).to.equal(1)
    const negated = await queue({ sure: 'negated', by: rule })
    expect(negated).to.include('The words stand under a negation').and.include('name="sure" value="negated"')
  })

  it('is narrowed too where mentions were derived before it could be', async () => {
    await mongoose.connection.collection('mentions').updateMany({ consultation }, { $unset: { facets: 1 } })
    expect(await queue({ sure: 'negated' })).to.include('No pay rose.')
  })

  it('accepts at once what a rule suggests, but for what is not ticked, and takes it back as a whole', async () => {
    const all = await values()
    expect(all.map(({ ticked }) => ticked)).to.have.members([true, true, false])
    const passages = all.filter(({ ticked }) => ticked).map(({ value }) => value)
    const sent = await post(ines, path(), { do: 'accept', stance: 'supports', passages })
    const batch = String(sent.headers.location)
    expect((await ines.get(batch)).text).to.include('Accepted: 2 passages.')
    expect(await standing(at(0))).to.deep.equal(['pay accepted supports rule'])
    expect(await countWaiting(consultation, { theme: 'pay' })).to.equal(1)
    const [coding] = await codingsOf(consultation, { respondent: at(0)._id })
    expect(coding).to.include({ rule, verdict: 'accepted' }).and.have.property('tag')
    const here = batch.split('?')[0]
    expect((await post(tomasz, `${here}/undo`, {})).status).to.equal(409)
    await post(ines, `${here}/undo`, {})
    expect(await codingsOf(consultation)).to.deep.equal([])
    expect((await ines.get(batch)).text).to.include('Undone: 2 passages wait')
    await post(ines, `${here}/redo`, {})
    expect(await codingsOf(consultation)).to.have.length(2)
    expect((await ines.get(`/desk/${consultation}/responses/${at(0)._id}`)).text)
      .to.include('Decided in one go')
      .and.not.include('Undo my last change')
  })

  it('leaves what was decided on meanwhile as it is, and says what is wrong', async () => {
    const passages = (await values()).map(({ value }) => value)
    await decide(ines, at(0), await tagOf(at(0), 'pay'), { do: 'accept-opposes' })
    await post(ines, path(), { do: 'reject', passages })
    expect(await standing(at(0))).to.deep.equal(['pay accepted opposes rule'])
    expect(await standing(at(3))).to.deep.equal(['pay rejected mentions rule'])
    await post(ines, path(), { do: 'accept' })
    expect((await ines.get(path())).text).to.include('Nothing that it suggests waits')
    const none = await post(ines, path(), { do: 'accept', passages })
    expect(none.status).to.equal(409)
  })

  it('undoes and does again what was decided last, whichever response it was in', async () => {
    await decide(ines, at(0), await tagOf(at(0), 'pay'), { do: 'accept-supports', back: 'queue' })
    await decide(ines, at(2), await tagOf(at(2), 'layers'), { do: 'reject', back: 'queue' })
    for (const n of [2, 0]) {
      const undo = /action="([^"]+\/undo)"/.exec(await queue({}))?.[1] ?? ''
      expect(undo).to.include(at(n)._id)
      await post(ines, undo, { back: 'queue' })
    }
    expect(await codingsOf(consultation)).to.deep.equal([])
    for (const n of [0, 2]) {
      const redo = /action="([^"]+\/redo)"/.exec(await queue({}))?.[1] ?? ''
      expect(redo).to.include(at(n)._id)
      await post(ines, redo, { back: 'queue' })
    }
    expect(await codingsOf(consultation)).to.have.length(2)
  })

  it('adjusts a suggestion by a word at a time before it is accepted', async () => {
    const first = await queue({ theme: 'layers' })
    const action = /action="([^"]+\/tags\/[^"]+)"/.exec(first)?.[1] ?? ''
    const after = /name="after" value="([^"]*)"/.exec(first)?.[1] ?? ''
    const once = await post(ines, action, { do: 'start-later', back: 'queue', theme: 'layers', after })
    const page = await ines.get(String(once.headers.location))
    expect(page.text).to.include('You adjusted it')
    const span = /name="span" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const twice = await post(ines, action, { do: 'start-later', back: 'queue', theme: 'layers', after, span })
    const now = /name="span" value="([^"]+)"/.exec((await ines.get(String(twice.headers.location))).text)?.[1]
    expect(await codingsOf(consultation)).to.deep.equal([])
    await post(ines, action, { do: 'accept-supports', back: 'queue', theme: 'layers', after, span: now })
    const [coding] = await codingsOf(consultation)
    expect('Too many layers.'.slice(coding?.start, coding?.end)).to.equal('layers.')
    expect(await countWaiting(consultation, { theme: 'layers' })).to.equal(0)
  })
})
