import { setTimeout } from 'node:timers/promises'
import { expect } from 'chai'
import mongoose from 'mongoose'
import { hotCodings } from '../../server/coding/codingQueryStore.ts'
import { hotMentions } from '../../server/coding/mentionStore.ts'
import { countOneByOne, countTogether } from '../../server/findings/count.ts'
import { sampledFacts } from '../../server/findings/counts/kept.ts'
import { offersFor } from '../../server/findings/quotes/candidates.ts'
import { longCounts } from '../../server/keptCounts.ts'
import { many } from '../../server/responses/many.ts'
import type { Response } from '../../server/responses/response.ts'
import { findResponse } from '../../server/responses/store.ts'
import type { Agent, Site } from '../site.ts'
import { claim } from './claim.ts'
import { say, sayAll, several } from './corpus.ts'
import { eachHarbour } from './eachHarbour.ts'

describe('Findings over many responses', () => {
  let site: Site
  let author: Agent
  let consultation: string

  eachHarbour(harbour => ({ site, author, consultation } = harbour))

  it('are counted one by one as they are counted together', async () => {
    await sayAll(site, consultation, [
      ...several(3, { text: 'The cranes are a riddle to us now.', stance: 'supports' }),
      { text: 'We still know our cranes.', stance: 'opposes' },
      { text: 'Pay is what makes people leave.', stance: 'supports', theme: 'pay' },
    ])
    const findings = [
      await claim(consultation),
      await claim(consultation, { statement: 'Pay drives people out.', themes: ['pay'] }),
    ]
    const oneByOne = await countOneByOne(consultation, findings)
    expect(oneByOne).to.deep.equal(await countTogether(consultation, findings))
    expect(oneByOne.map(({ count }) => count.supports)).to.deep.equal([3, 1])
  })

  it('are offered passages of every stance from some of the respondents', async () => {
    await sayAll(site, consultation, [
      ...several(4, { text: 'The cranes are a riddle to us now.', stance: 'supports' }),
      { text: 'Each contract takes a little more with it.', stance: 'supports', theme: 'contracts' },
      { text: 'We still know our cranes.', stance: 'opposes' },
      { text: 'Pay is what makes people leave.', stance: 'supports', theme: 'pay' },
    ])
    await site.runner.idle()
    const finding = await claim(consultation)
    const facts = await sampledFacts(finding, 3)
    const offers = await offersFor(finding, facts, [], { quote: 9, counter: 9 })
    const words = offers.map(offer => `${offer.side}: ${offer.words}`)
    expect(words).to.include('quote: Each contract takes a little more with it')
    expect(words).to.include('counter: We still know our cranes')
    expect(words.join()).to.not.include('Pay is')
  })

  it('show their last count with its time, and choose quotes from what was said since', async () => {
    const spoken = await say(site, consultation, {
      text: 'The cranes are a riddle to us now.',
      stance: 'supports',
    })
    await addLike(consultation, spoken.respondent, many)
    const finding = await claim(consultation)
    const list = `/desk/${consultation}/findings`
    const page = `${list}/${finding._id}`
    const read = async (path = page) => (await author.get(path).expect(200)).text.replace(/\s+/g, ' ')
    expect(await read(list)).to.include('It is being counted')
    while (!/as of \d/.test(await read(list))) await setTimeout(50)
    expect(await read())
      .to.match(/As of \d/)
      .and.include('From some of the respondents')
    await say(site, consultation, { text: 'Nobody here can mend a crane.', stance: 'supports' })
    await site.runner.idle()
    const again = await read()
    expect(again).to.match(/Support the claim<\/th><td class="number">1</)
    expect(again).to.include('Nobody here can mend a crane')
    expect(await read(`/desk/${consultation}`)).to.match(/Words and themes as of \d/)
    while (!/As of \d/.test(await read(`/desk/${consultation}/drift`))) await setTimeout(50)
    const searched = await read(`${page}?words=mend`)
    expect(searched)
      .to.include('Nobody here can mend a crane')
      .and.not.include('From some of the respondents')
  })

  it('are shown without their count while that is made, and can be worked with', async () => {
    const spoken = await say(site, consultation, {
      text: 'The cranes are a riddle to us now.',
      stance: 'supports',
    })
    await addLike(consultation, spoken.respondent, many)
    const finding = await claim(consultation)
    const page = `/desk/${consultation}/findings/${finding._id}`
    let end = () => {}
    const busy = longCounts.do('another count', () => new Promise<void>(resolve => (end = resolve)))
    const waiting = await author.get(page).expect(200)
    expect(waiting.text).to.include('It is being counted').and.include('once it is counted')
    expect(waiting.text).to.not.include('support it.')
    end()
    await busy
    while (!(await author.get(page).expect(200)).text.includes('support it.')) await setTimeout(50)
  })

  it('are proposed once it is counted who raised what', async () => {
    const spoken = await say(site, consultation, {
      text: 'The cranes are a riddle to us now.',
      stance: 'supports',
    })
    await addLike(consultation, spoken.respondent, many)
    await site.runner.idle()
    const page = `/desk/${consultation}/findings/propose`
    let end = () => {}
    const busy = longCounts.do('another count', () => new Promise<void>(resolve => (end = resolve)))
    expect((await author.get(page).expect(200)).text).to.include('It is being counted who raised what')
    const drift = await author.get(`/desk/${consultation}/drift`).expect(200)
    expect(drift.text).to.include('It is being counted').and.not.include('Earlier and later')
    await author.get(`/desk/${consultation}/drift/weeks.csv`).expect(503)
    end()
    await busy
    const read = async () => (await author.get(page).expect(200)).text.replace(/\s+/g, ' ')
    while ((await read()).includes('It is being counted')) await setTimeout(50)
    expect(await read())
      .to.include('Suppliers')
      .and.match(/As of \d/)
  })

  it('are sampled by an index', async () => {
    const query = hotCodings.decisionsOf('harbour', ['suppliers'], ['respondent'])
    const plan = JSON.stringify(await query.lean().explain('queryPlanner'))
    expect(plan).to.include('consultation_1_respondent_1').and.not.include('COLLSCAN')
    const waiting = hotMentions.respondentsWaiting('harbour', ['suppliers'], ['obstacles'])
    expect(JSON.stringify(await waiting.explain('queryPlanner'))).to.include('IXSCAN')
  })
})

/** Adds so many responses that nobody coded, straight into the database. */
async function addLike(consultation: string, id: string, number: number): Promise<void> {
  const like = await findResponse(consultation, id)
  if (!like) throw new Error(`addLike: there is no response ${id}`)
  const others = Array.from({ length: number }, (_, at) => ({
    ...like,
    ...{ _id: `${id}-${at}`, reference: `${id}-${at}`, origin: `${id}-${at}` },
  }))
  await mongoose.connection.collection<Response>('responses').insertMany(others)
}
