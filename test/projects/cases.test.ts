import { expect } from 'chai'
import { findConsultation, listConsultations } from '../../server/consultations/store.ts'
import { checkZip, readEntry } from '../../server/files/zip.ts'
import { propose } from '../../server/importing/attributes/propose.ts'
import { groupsOf } from '../../server/projects/bring/groups.ts'
import { attributedIn } from '../../server/responses/cases/caseStore.ts'
import { addCodebook, addCorpus, respond, theme } from '../coding/corpus.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { bring } from './bring.ts'
import { bytesOf } from './bytesOf.ts'
import { schemaProblems } from './schema.ts'

describe('Cases that hold several responses together', () => {
  let site: Site
  let agent: Agent
  before(async () => {
    site = await openSite()
    agent = await site.signIn('owner')
    await addCorpus('crews')
    await addCodebook('crews', theme('pay', ['pay']))
    const sent = []
    for (const key of ['a', 'b', 'c'])
      sent.push(
        await respond('crews', key, { obstacles: `Berth ${key} is full.`, people: `Crew ${key} waits.` }),
      )
    await site.runner.idle()
    const rows = sent.slice(0, 2).map(({ reference }, at) => ({
      ...{ place: `line ${at + 2}`, key: 'reference' as const, of: reference },
      values: { case: 'Harbour Ltd' },
    }))
    const consultation = await findConsultation('crews')
    if (!consultation) throw new Error('there is no consultation')
    const by = { by: 'nobody', title: 'cases.csv' }
    for (const given of [
      rows,
      [{ place: 'line 2', key: 'case' as const, of: 'Harbour Ltd', values: { Crew: 'large' } }],
    ]) {
      const batch = await propose(consultation, by, given, [])
      await post(agent, `/desk/crews/attributes/${batch}`, { do: 'give' })
      await site.runner.idle()
    }
  })
  after(() => site.close())

  it('are written into a project beside those of respondents, without their names, and read back', async () => {
    const file = await bytesOf(agent, '/desk/crews/transfers/project.qdpx')
    const xml = String((await checkZip(file)) && (await readEntry(file, 'project.qde')))
    expect(schemaProblems(xml)).to.deep.equal([])
    expect(xml).to.contain('name="Case 1"').and.not.contain('Harbour Ltd')
    expect(xml.match(/<Case /g)).to.have.length(4)
    await bring(site, agent, file, 'Crews again')
    const made = (await listConsultations()).find(({ title }) => title === 'Crews again')
    const responses = await attributedIn(made?._id ?? '')
    expect(
      responses.map(({ attributes: { case: name = '', Crew = '' } }) => [name, Crew].join()).sort(),
    ).to.deep.equal([',', 'Case 1,large', 'Case 1,large'])
  })

  it('keep their names in files with names alone', async () => {
    const file = async (rest: string) => String(await bytesOf(agent, `/desk/crews/results/responses.${rest}`))
    expect(await file('csv'))
      .to.contain('_about/Crew')
      .and.not.contain('Harbour Ltd')
    expect(await file('jsonl')).to.not.contain('Harbour Ltd')
  })

  it('are told from those of respondents by what they hold', () => {
    const of = (name: string, ...sources: string[]) => ({ guid: name, name, values: [], sources })
    const cases = [
      of('harbour', 'a1', 'a2', 'b1', 'c1'),
      of('ann', 'a1', 'a2'),
      of('ben', 'b1'),
      of('cat', 'c1'),
      of('pier', 'b1', 'c1'),
      of('more', 'c1', 'd1'),
    ]
    expect(groupsOf(cases).map(({ group, members }) => [group.name, ...members])).to.deep.equal([
      ['pier', 2, 3],
      ['harbour', 1, 2, 3, 4],
    ])
  })
})
