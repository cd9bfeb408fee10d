import { expect } from 'chai'
import mongoose from 'mongoose'
import { findConsultation } from '../../../server/consultations/store.ts'
import type { ApprovalAnswer } from '../../../server/findings/approvals/approval.ts'
import { listApprovals } from '../../../server/findings/approvals/store.ts'
import { publicationsQuoting } from '../../../server/reports/publication/store.ts'
import { narrow } from '../../../server/responses/narrow.ts'
import { withdraw } from '../../../server/responses/withdraw.ts'
import { answer } from '../../../server/testimony/approvals/answer.ts'
import { ask } from '../../../server/testimony/approvals/ask.ts'
import { printedNow } from '../../../server/testimony/approvals/printedNow.ts'
import { type Agent, openSite, post, type Site } from '../../site.ts'
import { addChapter, type Chapter } from './published.ts'

describe('Taking words back in the moment of publishing', () => {
  let site: Site
  let author: Agent
  let chapter: Chapter
  before(async () => {
    site = await openSite()
    author = await site.signIn('author')
  })
  beforeEach(async () => {
    chapter = await addChapter(site, { approval: true })
    const [sentence] = await printedNow(await consultationOf(), chapter.report._id)
    if (!sentence) throw new Error('nothing is asked')
    const { respondent, hash } = sentence
    await ask(
      await consultationOf(),
      { report: chapter.report._id, respondent, hash },
      { by: 'author', secret: 'secret' },
      new Date(),
    )
    await say('approved')
  })
  after(() => site.close())

  const consultationOf = async () => {
    const found = await findConsultation(chapter.consultation)
    if (!found) throw new Error('no consultation')
    return found
  }
  async function say(said: ApprovalAnswer['answer']): Promise<void> {
    const [approval] = await listApprovals(chapter.consultation)
    if (!approval) throw new Error('nobody was asked')
    await answer(approval, { answer: said, comment: '' }, new Date())
  }
  const page = () => `/desk/${chapter.consultation}/reports/${chapter.report._id}/publication`
  const shown = () => author.get(`/c/${chapter.consultation}/reports/recommendation-1`)

  /** Publishes, and has something happen right before the first call of a model's method. */
  async function publishing(model: string, method: 'create' | 'find', happens: () => Promise<unknown>) {
    const models = mongoose.model(model) as unknown as Record<string, (...given: unknown[]) => unknown>
    const before = models[method]
    let isFirst = true
    models[method] = function (this: unknown, ...given) {
      if (!isFirst) return before?.apply(this, given)
      isFirst = false
      if (method === 'create') return happens().then(() => before?.apply(this, given))
      const query = before?.apply(this, given) as mongoose.Query<unknown, unknown>
      const exec = query.exec.bind(query)
      query.exec = () => happens().then(exec)
      return query
    }
    try {
      await post(author, page(), { seen: 1 }, page())
    } finally {
      models[method] = before as never
    }
    expect(isFirst, `${model}.${method} is called`).to.equal(false)
    return plain((await author.get(page())).text)
  }

  const ways = {
    refuses: () => say('refused'),
    withdraws: () => withdraw(chapter.consultation, chapter.named.respondent),
    'allows less': () => narrow(chapter.consultation, chapter.named.respondent, 'unnamed'),
  }
  for (const [name, happens] of Object.entries(ways)) {
    it(`publishes nothing where its respondent ${name} once it was rendered and checked`, async () => {
      expect(await publishing('SignOff', 'find', happens)).to.match(/There is a problem[\s\S]*Q2 /)
      expect(await publicationsQuoting(chapter.named.respondent)).to.deep.equal([])
      await shown().expect(404)
    })

    it(`withholds at once what is written as its respondent ${name}`, async () => {
      expect(await publishing('Publication', 'create', happens)).to.include(
        'In the same moment Q2 was taken back by its respondent. It is shown to nobody',
      )
      const { text } = await shown().expect(200)
      expect(text).to.include('gantry is closed').and.not.include('Our supplier stayed')
      const [publication] = await publicationsQuoting(chapter.named.respondent)
      expect(publication?.marks.map(({ quotes }) => quotes)).to.deep.equal([['Q2']])
      const corrections = await author.get(`/desk/${chapter.consultation}/corrections`).expect(200)
      expect(corrections.text).to.include('Q2')
    })
  }

  it('lets an approval be taken back until what is frozen appears, and marks that', async () => {
    const publishAt = '2030-01-01T09:00'
    await post(author, page(), { seen: 1, publishAt }, page())
    await say('refused')
    await site.runner.idle()
    const [frozen] = await publicationsQuoting(chapter.named.respondent)
    expect(frozen?.marks.map(({ quotes }) => quotes)).to.deep.equal([['Q2']])
    await mongoose.connection
      .collection('publications')
      .updateOne({ report: chapter.report._id }, { $set: { publishAt: new Date(0) } })
    expect((await shown().expect(200)).text).not.to.include('Our supplier stayed')
  })
})

function plain(html: string): string {
  return html.replace(/&#x([0-9A-F]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
}
