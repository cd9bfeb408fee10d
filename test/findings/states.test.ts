import { expect } from 'chai'
import { lookAtOpposing, readOpposing } from '../../server/findings/look.ts'
import { moveFinding } from '../../server/findings/move.ts'
import { chooseQuote } from '../../server/findings/quotes/choose.ts'
import { quotesOf, removeQuote } from '../../server/findings/quotes/store.ts'
import { stateNames, transition, transitions } from '../../server/findings/states.ts'
import {
  changeFinding,
  type Finding,
  type FindingState,
  findFinding,
  findingStates,
} from '../../server/findings/store.ts'
import { createReport } from '../../server/reports/create.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { type Agent, post, type Site } from '../site.ts'
import { claim } from './claim.ts'
import { say, sayAll } from './corpus.ts'
import { eachHarbour } from './eachHarbour.ts'

describe('The states of a finding', () => {
  it('are each left by a step, and reached by one or by what happens to its words', () => {
    for (const state of findingStates) {
      expect(
        transitions.some(step => step.from === state),
        state,
      ).to.equal(true)
      if (state !== 'draft')
        expect(
          transitions.some(step => step.to === state),
          state,
        ).to.equal(true)
    }
    expect(Object.keys(stateNames)).to.have.members([...findingStates])
  })

  it('are never ready or published without what is missing being looked at', () => {
    for (const { to, guarded } of transitions) expect(guarded).to.equal(to === 'ready' || to === 'published')
    expect(transition('draft', 'published')).to.equal(undefined)
    expect(transition('review', 'published')).to.equal(undefined)
  })
})

describe('A finding on its way', () => {
  let site: Site
  let author: Agent
  let consultation: string
  let finding: Finding

  eachHarbour(harbour => ({ site, author, consultation } = harbour))
  beforeEach(async () => {
    finding = await claim(consultation, { key: 'memory' })
  })

  const address = () => `/desk/${consultation}/findings/${finding._id}`
  const pageOf = async (path = '') => (await author.get(`${address()}${path}`).expect(200)).text
  const now = async () => {
    const found = await findFinding(consultation, finding._id)
    if (!found) throw new Error('the finding is gone')
    return found
  }
  const move = async (to: FindingState) =>
    post(author, `${address()}/state`, { to, version: (await now()).version }, address())
  const look = async (passages: number) =>
    post(
      author,
      `${address()}/opposing`,
      { passages, version: (await now()).version },
      `${address()}/opposing`,
    )

  it('goes through review to ready and published, and back to a draft when it is changed', async () => {
    await say(site, consultation, { text: 'Suppliers know all of it.', stance: 'supports' })
    for (const state of ['review', 'ready', 'published'] as const) {
      await move(state)
      expect((await now()).state).to.equal(state)
      expect(await pageOf()).to.include(`>${stateNames[state]}</strong>`)
    }
    expect((await move('review')).status).to.equal(400)
    const { statement, text, version } = await now()
    await post(
      author,
      address(),
      {
        ...{ statement, text, themes: 'suppliers', match: 'any', scope: 'obstacles', version },
      },
      address(),
    )
    expect((await now()).state).to.equal('draft')
  })

  it('cannot be ready before somebody read what speaks against it, and keeps who did', async () => {
    await sayAll(site, consultation, [
      { text: 'Suppliers know all of it.', stance: 'supports' },
      { text: 'Our supplier taught us the cranes.', stance: 'opposes' },
      { text: 'They taught us, and they keep the plans.', stance: 'mixed' },
    ])
    await move('ready')
    expect((await now()).state).to.equal('draft')
    expect(await pageOf()).to.include(
      'Read what speaks against it: 2 passages that speak against it were not looked at.',
    )
    const page = await pageOf('/opposing')
    expect(page).to.include('Our supplier taught us the cranes.').and.include('they keep the plans')
    expect(page).not.to.include('Suppliers know all of it.')
    await look(2)
    const { looked } = await now()
    expect(looked).to.include({ passages: 2 })
    expect(looked?.by).to.be.a('string').and.not.equal('')
    expect(await pageOf('/opposing')).to.include('A author read 2 passages')
    await move('ready')
    expect((await now()).state).to.equal('ready')
  })

  it('is not looked at where more came in while somebody read', async () => {
    await say(site, consultation, { text: 'Our supplier taught us the cranes.', stance: 'opposes' })
    await look(0)
    expect((await now()).looked).to.equal(undefined)
    expect(await pageOf('/opposing')).to.include('has changed while you read')
  })

  it('needs a look once more speaks against it, and waits in reports', async () => {
    await sayAll(site, consultation, [
      { text: 'Suppliers know all of it.', stance: 'supports' },
      { text: 'Our supplier taught us the cranes.', stance: 'opposes' },
    ])
    await look(1)
    await move('ready')
    const template = '# {{title}}\n\n{{finding "memory"}}\n'
    const report = await createReport({ consultation, title: 'Keep it', subtitle: '', template })
    const exported = () => author.get(`/desk/${consultation}/reports/${report._id}/export/markdown`)
    await exported().expect(200)
    await say(site, consultation, { text: 'They trained all of my crew.', stance: 'opposes' })
    expect(await pageOf())
      .to.include('>Needs a look</strong>')
      .and.include('Since it was ready, one passage that speaks against it was not looked at.')
    const refused = await exported().expect(303)
    expect((await author.get(String(refused.headers.location))).text).to.include('“memory” needs a look')
    await look(2)
    expect(await pageOf()).to.include('>Ready</strong>')
    await exported().expect(200)
  })

  it('is looked at anew when its claim became another, and not when only its text did', async () => {
    await sayAll(site, consultation, [
      { text: 'Suppliers know all of it.', stance: 'supports' },
      { text: 'Our supplier taught us the cranes.', stance: 'opposes' },
    ])
    await look(1)
    const save = async (changes: object) => {
      const { statement, text, version } = await now()
      const fields = { statement, text, themes: 'suppliers', match: 'any', scope: 'obstacles', version }
      await post(author, address(), { ...fields, ...changes }, address())
    }
    await save({ text: 'Other words for it.' })
    expect((await now()).looked).to.include({ passages: 1 })
    await save({ statement: 'Contracts bring knowledge in.' })
    expect((await now()).looked).to.equal(null)
  })

  it('needs a look when somebody whom it quotes withdraws, until it is put in order', async () => {
    const [, gone] = await sayAll(site, consultation, [
      { text: 'Suppliers know all of it.', stance: 'supports' },
      { text: 'Suppliers own our memory.', stance: 'supports' },
    ])
    await chooseQuote(finding, { text: gone?.text ?? '', start: 0, end: 24, edits: [], side: 'quote' })
    await move('ready')
    await move('published')
    await withdraw(consultation, gone?.respondent ?? '')
    await site.runner.idle()
    expect((await now()).state).to.equal('look')
    expect(await pageOf()).to.include('Something that it rests on has changed')
    await move('ready')
    expect((await now()).state).to.equal('look')
    const [quote] = await quotesOf(finding._id)
    await removeQuote(finding._id, quote?._id ?? '')
    await move('ready')
    expect((await now()).state).to.equal('ready')
  })

  it('is not published again where the difference would tell of fewer than five', async () => {
    const of = (sector: string, supports: number, others: number) => [
      ...Array.from({ length: supports }, () => ({
        text: 'They know.',
        stance: 'supports' as const,
        sector,
      })),
      ...Array.from({ length: others }, () => ({ text: 'Fog is what gets in the way.', sector })),
    ]
    await sayAll(site, consultation, [...of('ports', 6, 6), ...of('fishing', 7, 7)])
    expect(await moveFinding(finding, 'ready')).to.deep.equal([])
    expect(await moveFinding(await now(), 'published')).to.deep.equal([])
    await changeFinding(await now(), { state: 'ready' })
    await sayAll(site, consultation, of('ports', 1, 1))
    const [problem] = await moveFinding(await now(), 'published')
    expect(problem?.message).to.include('By sector: “ports”, “Support it” changed by 1, fewer than five')
    await sayAll(site, consultation, of('ports', 4, 4))
    expect(await moveFinding(await now(), 'published')).to.deep.equal([])
  })

  it('lists what speaks against it in the order in which it was coded, each passage once', async () => {
    await say(site, consultation, { text: 'Our supplier taught us.', stance: 'opposes' })
    await say(site, consultation, { text: 'They trained my crew.', stance: 'opposes', theme: 'contracts' })
    const found = await readOpposing(finding)
    expect(found).to.have.length(2)
    expect(found[0]?.since.getTime()).to.be.at.most(found[1]?.since.getTime() ?? 0)
    expect(await lookAtOpposing(finding, 'somebody', 2)).to.deep.equal([])
  })
})
