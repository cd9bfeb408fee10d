import { expect } from 'chai'
import mongoose from 'mongoose'
import { countFindings } from '../../server/findings/count.ts'
import { chooseQuote } from '../../server/findings/quotes/choose.ts'
import { quotesOf } from '../../server/findings/quotes/store.ts'
import { type Finding, findFinding } from '../../server/findings/store.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { type Agent, post, type Site } from '../site.ts'
import { claim as addClaim } from './claim.ts'
import { addHarbour, type Spoken, say, sayAll } from './corpus.ts'
import { eachHarbour } from './eachHarbour.ts'

describe('Findings', () => {
  let site: Site
  let author: Agent
  let consultation: string

  eachHarbour(harbour => ({ site, author, consultation } = harbour))

  const claim = (changes: Partial<Finding> = {}) => addClaim(consultation, changes)

  const count = async (finding: Finding) => (await countFindings(consultation, [finding]))[0]?.count

  const pageOf = async (finding: Finding, agent = author) =>
    (await agent.get(`/desk/${consultation}/findings/${finding._id}`).expect(200)).text

  const send = (finding: Finding, path: string, fields: Record<string, unknown>) =>
    post(
      author,
      `/desk/${consultation}/findings/${finding._id}${path}`,
      fields,
      `/desk/${consultation}/findings/${finding._id}`,
    )

  const quote = async (
    finding: Finding,
    { text }: Spoken,
    end: number,
    start = 0,
    side: 'quote' | 'counter' = 'quote',
  ) => {
    const chosen = await chooseQuote(finding, { text, start, end, edits: [], side })
    return 'key' in chosen ? chosen.key : chosen.problem.message
  }

  const narrow = (respondent: string, choice: string) =>
    mongoose.connection
      .collection<{ _id: string; consent: object[] }>('responses')
      .updateOne({ _id: respondent }, { $push: { consent: { at: new Date(), choice, wording: '1' } } })

  it('offer the passages that fit best, then more, and those that hold given words, of whoever is quoted too', async () => {
    const said = [
      'Cranes wait for a supplier’s leave.',
      'Only a contractor may open the lock.',
      'Nobody here can read the tide model.',
      'Our radios are mended abroad.',
      'They bill us for each question.',
      'The pilots’ roster belongs to a firm.',
      'Buoys are counted by somebody else.',
      'Charts were sold with the old office.',
    ].map(text => ({ text, stance: 'supports' as const }))
    const [first] = await sayAll(site, consultation, said)
    const finding = await claim()
    const offered = async (query = '') => {
      const { text } = await author.get(`/desk/${consultation}/findings/${finding._id}${query}`)
      return [...text.matchAll(/Choose<span[^>]*>: (\w+)/g)].map(([, word]) => word)
    }
    expect(await offered()).to.have.length(6)
    const page = await pageOf(finding)
    expect(page).to.include('Show more passages')
    expect(await offered('?step=2')).to.have.length.above(6)
    expect(await pageOf({ ...finding, _id: `${finding._id}?step=2` })).not.to.include('Show more passages')

    if (first) await quote(finding, first, 6)
    expect(await offered('?step=2')).not.to.include('Cranes')
    expect(await offered(`?words=${encodeURIComponent("CRANES wait for a supplier's")}`)).to.deep.equal([
      'Cranes',
    ])
    const { text } = await author.get(`/desk/${consultation}/findings/${finding._id}?words=zebra`)
    expect(text).to.include('No passage that could be quoted holds “zebra”').and.include('value="zebra"')
  })

  it('count respondents by stance, over those who wrote more than a non-answer and have not withdrawn', async () => {
    await say(site, consultation, { text: 'Suppliers know all of it.', stance: 'supports' })
    await say(site, consultation, {
      text: 'Suppliers own our memory.',
      stance: 'supports',
      theme: 'contracts',
      origin: 'rule',
    })
    await say(site, consultation, { text: 'Our supplier taught us everything.', stance: 'opposes' })
    await say(site, consultation, { text: 'Some do, some do not.', stance: 'mixed' })
    await say(site, consultation, { text: 'There are suppliers.', stance: 'mentions' })
    await say(site, consultation, { text: 'Something else entirely.' })
    await say(site, consultation, { text: 'n/a' })
    await say(site, consultation, {
      text: 'Suppliers again, elsewhere.',
      question: 'people',
      stance: 'supports',
    })
    const gone = await say(site, consultation, { text: 'Suppliers, and then I left.', stance: 'supports' })
    await withdraw(consultation, gone.respondent)
    expect(await count(await claim())).to.deep.equal({
      supports: 2,
      opposes: 1,
      mixed: 1,
      mentions: 1,
      of: 6,
      coded: { unaided: 4, acceptedFromMachine: 1, unreviewed: 0 },
    })
  })

  it('count only respondents who raised all themes, where all are asked for', async () => {
    await say(site, consultation, { text: 'Pay is poor.', stance: 'supports', theme: 'pay' })
    await say(site, consultation, { text: 'Suppliers cost more.', stance: 'supports' })
    expect(await count(await claim({ themes: ['suppliers', 'pay'], match: 'all' }))).to.include({
      supports: 0,
      of: 2,
    })
    expect(await count(await claim({ themes: ['suppliers', 'pay'], match: 'any' }))).to.include({
      supports: 2,
      of: 2,
    })
  })

  it('are proposed for each theme that was raised, and drafted with quotes and a quote against', async () => {
    await say(site, consultation, {
      text: 'Suppliers keep all of the knowledge that we once had ourselves.',
      stance: 'supports',
    })
    await say(site, consultation, {
      text: 'Our supplier has taught the whole team how to run it.',
      stance: 'opposes',
    })
    await site.runner.idle()
    const page = await author.get(`/desk/${consultation}/findings/propose`).expect(200)
    expect(page.text).to.include('Suppliers').and.include('2 of 2')
    const drafted = await post(author, `/desk/${consultation}/findings/propose`, {
      themes: 'suppliers',
      match: 'any',
    })
    const finding = await findFinding(consultation, String(drafted.headers.location).split('/').at(-1) ?? '')
    expect(finding).to.include({
      key: 'suppliers',
      state: 'draft',
      statement: 'Respondents raised suppliers.',
    })
    const quotes = await quotesOf(finding?._id ?? '')
    expect(quotes.map(({ side, number }) => ({ side, number }))).to.deep.equal([
      { side: 'quote', number: 1 },
      { side: 'counter', number: 2 },
    ])
  })

  it('offer passages with the reasons, and none of those who permit no quotation', async () => {
    await say(site, consultation, {
      text: 'Suppliers keep all of the knowledge that we once had.',
      stance: 'supports',
    })
    await say(site, consultation, {
      text: 'Suppliers keep every password and every plan of ours.',
      stance: 'supports',
      choice: 'none',
    })
    const page = await pageOf(await claim())
    expect(page).to.include('Suppliers keep all of the knowledge').and.include('stands alone')
    expect(page).not.to.include('every password')
  })

  it('keep what was entered when the form comes back with problems', async () => {
    const finding = await claim()
    await send(finding, '', { statement: 'A new claim', text: 'See [^1]', match: 'all', version: 1 })
    const page = await pageOf(finding)
    expect(page).to.include('There is a problem').and.include('<title>Error: ')
    expect(page).to.include('A new claim').and.include('See [^1]')
    expect(page).to.include('href="#themes"').and.include('Choose at least one theme')
  })

  it('refuse to overwrite what another author saved in the meantime', async () => {
    const finding = await claim()
    const fields = { text: 'T', themes: ['suppliers', 'pay'], match: 'any', scope: 'obstacles', version: 1 }
    await send(finding, '', { ...fields, statement: 'First' })
    await send(finding, '', { ...fields, statement: 'Second' })
    expect(await findFinding(consultation, finding._id)).to.include({ statement: 'First', version: 2 })
    expect(await pageOf(finding))
      .to.include('Someone else changed this finding')
      .and.include('Second')
  })

  it('become ready when nothing is missing, and a draft again when they are edited', async () => {
    const finding = await claim()
    await send(finding, '/state', { to: 'ready', version: 1 })
    expect(await pageOf(finding)).to.include('No respondent supports it yet')
    await say(site, consultation, { text: 'Suppliers know all of it.', stance: 'supports' })
    await send(finding, '/state', { to: 'ready', version: 1 })
    expect(await findFinding(consultation, finding._id)).to.include({ state: 'ready', version: 2 })
    await send(finding, '', {
      statement: 'S',
      text: 'T',
      themes: 'suppliers',
      match: 'any',
      scope: 'obstacles',
      version: 2,
    })
    expect(await findFinding(consultation, finding._id)).to.include({ state: 'draft', version: 3 })
  })

  it('cannot be ready while a quote lacks permission, and say which', async () => {
    const finding = await claim()
    const spoken = await say(site, consultation, { text: 'Suppliers know all of it.', stance: 'supports' })
    expect(await quote(finding, spoken, 24)).to.equal('Q1')
    await narrow(spoken.respondent, 'none')
    await send(finding, '/state', { to: 'ready', version: 1 })
    expect(await findFinding(consultation, finding._id)).to.include({ state: 'draft' })
    expect(await pageOf(finding)).to.include(
      'Q1 comes from someone who does not allow their words to be quoted',
    )
  })

  it('need a look once a permission is narrowed, until the author has looked', async () => {
    const finding = await claim()
    const spoken = await say(site, consultation, {
      text: 'Suppliers know all.',
      stance: 'supports',
      choice: 'named',
      name: 'Ada Sample',
    })
    // Five have the role that is left to say of them.
    await sayAll(
      site,
      consultation,
      Array.from({ length: 4 }, () => ({ text: 'Fog is what gets in the way.' })),
    )
    await quote(finding, spoken, 18)
    const list = async () => (await author.get(`/desk/${consultation}/findings`).expect(200)).text
    expect(await list()).not.to.include('Needs a look')
    await narrow(spoken.respondent, 'role')
    expect(await list())
      .to.include('Needs a look')
      .and.include('a senior official')
      .and.not.include('Ada Sample')
    const [chosen] = await quotesOf(finding._id)
    await send(finding, `/quotes/${chosen?._id}`, { words: 'Suppliers know all', side: 'quote', version: 1 })
    expect(await list()).not.to.include('Needs a look')
  })

  it('take a quote with its edits as typed, and refuse words that nobody wrote', async () => {
    const finding = await claim()
    const spoken = await say(site, consultation, {
      text: 'Every change has to go through a call centre, sadly.',
      stance: 'supports',
    })
    await quote(finding, spoken, 12)
    const [chosen] = await quotesOf(finding._id)
    const path = `/quotes/${chosen?._id}`
    await send(finding, path, { words: 'Every change goes away', side: 'quote', version: 1 })
    const page = await author.get(`/desk/${consultation}/findings/${finding._id}${path}`).expect(200)
    expect(page.text).to.include('is not in this answer').and.include('>\nEvery change goes away</textarea>')
    await send(finding, path, {
      words: 'every change [goes] through a call centre',
      side: 'quote',
      version: 1,
    })
    expect(await pageOf(finding)).to.include('“every change [goes] through a call centre” — one respondent')
  })

  it('refuse a passage whose respondent permits no quotation, or of another consultation', async () => {
    const finding = await claim()
    const silent = await say(site, consultation, { text: 'Suppliers know all.', choice: 'none' })
    expect(await quote(finding, silent, 9)).to.include('does not allow their words to be quoted')
    const elsewhere = await say(site, await addHarbour(), { text: 'Suppliers know all.' })
    expect(await quote(finding, elsewhere, 9)).to.include('is not here any more')
    const spoken = await say(site, consultation, { text: 'Suppliers know all.' })
    expect(await quote(finding, spoken, 900)).to.include('cannot be printed')
  })

  it('never give the number of a quote that was taken out to another', async () => {
    const finding = await claim()
    const spoken = await say(site, consultation, { text: 'Suppliers know all.' })
    await quote(finding, spoken, 9)
    const [chosen] = await quotesOf(finding._id)
    await send(finding, `/quotes/${chosen?._id}/remove`, {})
    expect(await quote(finding, spoken, 9)).to.equal('Q2')
  })

  it('give two quotes chosen at once a number each', async () => {
    const finding = await claim()
    const spoken = await say(site, consultation, { text: 'Suppliers know all.' })
    const keys = await Promise.all([9, 14, 18].map(end => quote(finding, spoken, end)))
    expect(keys.sort()).to.deep.equal(['Q1', 'Q2', 'Q3'])
  })

  it('are read by researchers, and written by authors only', async () => {
    const finding = await claim()
    const researcher = await site.signIn('researcher')
    expect(await pageOf(finding, researcher)).not.to.include('<textarea')
    const path = `/desk/${consultation}/findings/${finding._id}`
    expect((await post(researcher, path, { statement: 'x' }, path)).status).to.equal(403)
  })

  it('say what to do next where there is none', async () => {
    const page = await author.get(`/desk/${consultation}/findings`).expect(200)
    expect(page.text).to.include('There is no finding yet')
    expect((await author.get(`/desk/${consultation}/findings/propose`)).text).to.include(
      'No passage is coded yet',
    )
    await author.get(`/desk/${consultation}/findings/nothing`).expect(404)
  })

  it('warn of words that say more than was counted, and stop nothing', async () => {
    await say(site, consultation, { text: 'Suppliers know all of it.', stance: 'supports' })
    const finding = await claim({ text: 'Most respondents agreed that it is so. One respondent said so.' })
    const html = await pageOf(finding)
    expect(html).to.include('Look at the wording')
    expect(html).to.include('In the text: “most” is a word of the scale, and below 20 respondents')
    expect(html).to.include('In the text: “agreed” claims that people were asked')
    await send(finding, '/state', { to: 'ready', version: finding.version })
    expect(await findFinding(consultation, finding._id)).to.include({ state: 'ready' })
  })
})
