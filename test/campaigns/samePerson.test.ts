import { expect } from 'chai'
import mongoose from 'mongoose'
import { countFindings, readCountFacts } from '../../server/findings/count.ts'
import { groupedCounts } from '../../server/findings/counts/groups.ts'
import { cut } from '../../server/responses/anonymity/cut.ts'
import { hotPairs, pairId } from '../../server/responses/samePerson/pairStore.ts'
import { joined } from '../../server/responses/samePerson/people.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { claim } from '../findings/claim.ts'
import { addHarbour, type Spoken, say, sayAll, several } from '../findings/corpus.ts'
import { shown } from '../importing/bringing.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'

describe('the same person twice', () => {
  let site: Site
  let owner: Agent
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
  })
  after(() => site.close())

  const pathOf = (consultation: string) => `/desk/${consultation}/same-person`
  async function look(consultation: string): Promise<string> {
    await post(owner, pathOf(consultation), {}, '/desk')
    await site.runner.idle()
    return shown(await owner.get(pathOf(consultation)).expect(200))
  }
  const decide = (consultation: string, pair: string, decision: string, seen: number, who = owner) =>
    post(who, `${pathOf(consultation)}/${pair}`, { decision, seen: String(seen) }, '/desk')
  const pairsIn = (consultation: string) =>
    mongoose.connection.collection('personPairs').find({ consultation }).toArray()
  const pairOf = (a: Spoken, b: Spoken) => pairId(a.respondent, b.respondent)
  /** Twice one person, who supports the claim twice, and two others. */
  async function twice() {
    const consultation = await addHarbour()
    const both = await sayAll(site, consultation, [
      { text: 'Suppliers keep what this harbour knew.', stance: 'supports', email: 'Ines@Example.org' },
      { text: 'The board pays them twice to hear of it.', stance: 'supports', email: 'ines@example.org ' },
      { text: 'We know nothing of the cranes any more.', stance: 'supports' },
      { text: 'Fog is what gets in the way.' },
    ])
    const [first, second] = both
    if (!first || !second) throw new Error('nobody spoke')
    return {
      consultation,
      first,
      second,
      pair: pairOf(first, second),
      finding: await claim(consultation, { scope: ['obstacles'] }),
    }
  }
  async function counted({ consultation, finding }: Awaited<ReturnType<typeof twice>>) {
    const [found] = await countFindings(consultation, [finding])
    return { supports: found?.count.supports, of: found?.count.of }
  }

  it('shows pairs with why they look so, and whom each speaks for, to those who may see who wrote them', async () => {
    const consultation = await addHarbour()
    const letter =
      'The ladder at the slip has wanted a rung since the winter before last, and the board answers that it is not on its list.'
    const [mine, again, organisation, notes, copied, copy] = await sayAll(site, consultation, [
      { text: 'The ladder wants a rung.', name: 'Dr Ines Marlow', email: 'ines@example.org' },
      { text: 'I wrote of it before.', name: 'Ines Marlow', email: 'other@example.org' },
      { text: 'We agree with her.', capacity: 'organisation', email: 'INES@example.org' },
      { text: 'Ines Marlow spoke of the ladder.', capacity: 'notes', behalf: 'a meeting at the slip' },
      { text: letter },
      { text: letter },
    ])
    if (!mine || !again || !organisation || !notes || !copied || !copy) throw new Error('nobody spoke')
    const told = await look(consultation)
    const found = new Map((await pairsIn(consultation)).map(({ _id, why }) => [String(_id), why]))
    expect(found.get(pairOf(mine, again))).to.deep.equal(['name'])
    expect(found.get(pairOf(mine, organisation))).to.deep.equal(['email'])
    expect(found.get(pairOf(mine, notes))).to.deep.equal(['noted'])
    expect(found.get(pairOf(copied, copy))).to.deep.equal(['words'])
    expect(found.size).to.equal(5)
    expect(told)
      .to.include('Both give the same email address.')
      .and.to.include('An organisation')
      .and.to.include('a meeting at the slip')
    // What is kept of a pair names nobody.
    expect(JSON.stringify(await pairsIn(consultation))).not.to.match(/marlow|example\.org/i)
    const researcher = await site.signIn('researcher')
    await researcher.get(pathOf(consultation)).expect(403)
    expect((await researcher.get(`/desk/${consultation}/responses`)).text).not.to.include('same-person')
  })

  it('counts one respondent for both once a person says so, and two again when that is taken back', async () => {
    const scene = await twice()
    await look(scene.consultation)
    expect(await counted(scene)).to.deep.equal({ supports: 3, of: 4 })
    await decide(scene.consultation, scene.pair, 'same', 0)
    expect(await counted(scene)).to.deep.equal({ supports: 2, of: 3 })
    const [stored] = await pairsIn(scene.consultation)
    expect(stored?.events).to.have.length(1)
    expect(await look(scene.consultation)).to.include('one person, said A owner on')
    await decide(scene.consultation, scene.pair, 'open', 1)
    expect(await counted(scene)).to.deep.equal({ supports: 3, of: 4 })
    await decide(scene.consultation, scene.pair, 'different', 2)
    expect(await counted(scene)).to.deep.equal({ supports: 3, of: 4 })
    expect((await pairsIn(scene.consultation))[0]?.events).to.have.length(3)
  })

  it('counts whoever is left of one person, when one of the two is withdrawn', async () => {
    const scene = await twice()
    await look(scene.consultation)
    await decide(scene.consultation, scene.pair, 'same', 0)
    const canonical = [scene.first, scene.second].sort((a, b) => (a.respondent < b.respondent ? -1 : 1))[0]
    await withdraw(scene.consultation, canonical?.respondent ?? '')
    expect(await counted(scene)).to.deep.equal({ supports: 2, of: 3 })
  })

  it('counts one in tables by what respondents say of themselves', async () => {
    const consultation = await addHarbour()
    const ports = several(6, { text: 'Suppliers keep it.', sector: 'ports', stance: 'supports' })
    const fishing = several(6, { text: 'Fog.', sector: 'fishing' })
    const [first, second] = await sayAll(site, consultation, [
      ...[1, 2].map(() => ({ text: 'Mine.', sector: 'ports', email: 'one@example.org' })),
      ...ports,
      ...fishing,
    ])
    const finding = await claim(consultation, { scope: ['obstacles'] })
    const sector = async () => {
      const facts = await readCountFacts(consultation, [finding])
      const table = (await groupedCounts(finding, facts)).find(({ by }) => by === 'sector')
      return JSON.stringify(table)
    }
    const before = await sector()
    await look(consultation)
    if (first && second) await decide(consultation, pairOf(first, second), 'same', 0)
    const after = await sector()
    expect(after).not.to.equal(before)
    expect(before).to.include('14').and.not.to.include('13')
    expect(after).to.include('13')
  })

  it('refuses a decision that a colleague came before', async () => {
    const scene = await twice()
    await look(scene.consultation)
    await decide(scene.consultation, scene.pair, 'different', 0)
    await decide(scene.consultation, scene.pair, 'same', 0)
    expect(shown(await owner.get(pathOf(scene.consultation)))).to.include('A colleague decided on this pair')
    expect((await pairsIn(scene.consultation))[0]).to.include({ decision: 'different' })
  })

  it('compares nothing with a response that was made anonymous, and forgets the pairs that it was in', async () => {
    const scene = await twice()
    await look(scene.consultation)
    expect(await pairsIn(scene.consultation)).to.have.length(1)
    await decide(scene.consultation, scene.pair, 'same', 0)
    await cut(scene.consultation, scene.first.respondent, false)
    expect(await pairsIn(scene.consultation)).to.deep.equal([])
    await look(scene.consultation)
    expect(await pairsIn(scene.consultation)).to.deep.equal([])
    expect(await counted(scene)).to.deep.equal({ supports: 3, of: 4 })
  })

  it('forgets a pair that nobody decided on and that looks alike no more', async () => {
    const scene = await twice()
    await look(scene.consultation)
    await mongoose.connection.collection('identities').deleteMany({})
    await look(scene.consultation)
    expect(await pairsIn(scene.consultation)).to.deep.equal([])
    await say(site, scene.consultation, { text: 'Nothing more.' })
  })

  it('joins what is one person’s with a third', () => {
    const people = joined([
      ['b', 'c'],
      ['d', 'e'],
      ['a', 'c'],
      ['e', 'f'],
    ])
    expect([...people].sort()).to.deep.equal([
      ['a', 'a'],
      ['b', 'a'],
      ['c', 'a'],
      ['d', 'd'],
      ['e', 'd'],
      ['f', 'd'],
    ])
  })

  it('finds pairs by index', async () => {
    for (const query of [hotPairs.decided('harbour', 'same'), hotPairs.of('response')]) {
      const plan = JSON.stringify(await query.explain())
      expect(plan).to.include('IXSCAN').and.not.include('COLLSCAN')
    }
  })
})
