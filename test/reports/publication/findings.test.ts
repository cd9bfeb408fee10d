import { expect } from 'chai'
import mongoose from 'mongoose'
import { findConsultation } from '../../../server/consultations/store.ts'
import { moveFinding } from '../../../server/findings/move.ts'
import { changeFinding, listFindings } from '../../../server/findings/store.ts'
import { freeze } from '../../../server/reports/publication/freeze.ts'
import { findReport } from '../../../server/reports/store.ts'
import { withdraw } from '../../../server/responses/withdraw.ts'
import { sayAll } from '../../findings/corpus.ts'
import { openSite, type Site } from '../../site.ts'
import { addChapter, type Chapter, rewrite, template } from './published.ts'

const aDay = 24 * 60 * 60 * 1000

describe('The findings of a report that is published', () => {
  let site: Site
  let chapter: Chapter
  before(async () => {
    site = await openSite()
  })
  beforeEach(async () => {
    chapter = await addChapter(site)
  })
  after(() => site.close())

  const now = async () => {
    const [finding] = await listFindings(chapter.consultation)
    if (!finding) throw new Error('the finding is there')
    return finding
  }
  const publish = async (publishAt = new Date(), correction = '') => {
    const consultation = await findConsultation(chapter.consultation)
    const report = await findReport(chapter.consultation, chapter.report._id)
    if (!consultation || !report) throw new Error('the report is there')
    const freezing = { seen: report.version, by: 'someone', publishAt, correction }
    const frozen = await freeze(consultation, report, freezing, new Date())
    return frozen.ok ? [] : frozen.problems.map(problem => problem.message)
  }
  const stateAfterWork = async () => {
    await site.runner.idle()
    return (await now()).state
  }

  it('are published with it, in the background and once', async () => {
    expect(await publish()).to.deep.equal([])
    expect((await now()).state).to.equal('ready')
    expect(await stateAfterWork()).to.equal('published')
    const { version } = await now()
    await mongoose.connection
      .collection('publications')
      .updateOne({ report: chapter.report._id }, { $set: { pending: ['findings'] } })
    expect(await stateAfterWork()).to.equal('published')
    expect((await now()).version).to.equal(version)
  })

  it('are published no sooner than it appears', async () => {
    expect(await publish(new Date(Date.now() + aDay))).to.deep.equal([])
    expect(await stateAfterWork()).to.equal('ready')
    await mongoose.connection
      .collection('publications')
      .updateOne({ report: chapter.report._id }, { $set: { publishAt: new Date(Date.now() - 1) } })
    expect(await stateAfterWork()).to.equal('published')
  })

  it('stay what they became where somebody withdrew or edited them meanwhile', async () => {
    await publish()
    await withdraw(chapter.consultation, chapter.unnamed.respondent)
    expect(await stateAfterWork()).to.equal('look')

    chapter = await addChapter(site)
    await publish()
    await changeFinding(await now(), { statement: 'The gantry is closed all winter.' })
    expect(await stateAfterWork()).to.equal('ready')
  })

  it('are published again with the version that corrects it', async () => {
    await publish()
    await site.runner.idle()
    await changeFinding(await now(), { statement: 'The gantry is closed most winters.', state: 'draft' })
    expect((await publish(new Date(), 'x')).join()).to.include('is a draft')
    expect(await moveFinding(await now(), 'ready')).to.deep.equal([])
    await rewrite(chapter, template.replace('lifts nothing', 'lifts nothing at all'))
    expect(await publish(new Date(), 'We said more.')).to.deep.equal([])
    expect(await stateAfterWork()).to.equal('published')
  })

  it('are not printed by sector again where the difference would tell of fewer than five', async () => {
    const of = (sector: string, supports: number, others: number) => [
      ...Array.from({ length: supports }, () => ({
        ...{ text: 'It was shut in March.', sector },
        stance: 'supports' as const,
      })),
      ...Array.from({ length: others }, () => ({ text: 'Fog is what gets in the way.', sector })),
    ]
    await sayAll(site, chapter.consultation, [...of('ports', 6, 6), ...of('fishing', 7, 7)])
    const bySector = template.replace('{{method}}', '{{table "gantry" by="sector"}}\n\n{{method}}')
    await rewrite(chapter, bySector)
    expect(await publish()).to.deep.equal([])
    await site.runner.idle()
    await sayAll(site, chapter.consultation, of('ports', 1, 1))
    const [problem] = await publish(new Date(), 'One more answered.')
    expect(problem).to.include('By sector: “Support it” changed by 1, fewer than five')
    expect(problem).to.include('or take its numbers by sector out of the report.')
    await rewrite(chapter, template)
    expect(await publish(new Date(), 'The table was taken out.')).to.deep.equal([])
  })
})
