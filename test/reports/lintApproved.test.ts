import { expect } from 'chai'
import type { LintedQuote } from '../../analysis/index.ts'
import { htmlDraft, markdownDraft } from '../../analysis/index.ts'
import { findConsultation } from '../../server/consultations/store.ts'
import type { ApprovalAnswer } from '../../server/findings/approvals/approval.ts'
import { listApprovals } from '../../server/findings/approvals/store.ts'
import { exportReport } from '../../server/reports/export/exportReport.ts'
import { htmlFile } from '../../server/reports/export/htmlFile.ts'
import { markdownFile } from '../../server/reports/export/markdown.ts'
import { lintAgainst } from '../../server/reports/lint/lintAgainst.ts'
import { answer } from '../../server/testimony/approvals/answer.ts'
import { ask } from '../../server/testimony/approvals/ask.ts'
import { printedNow } from '../../server/testimony/approvals/printedNow.ts'
import { openSite, type Site } from '../site.ts'
import { addChapter, type Chapter } from './publication/published.ts'

describe('The lint of a draft that quotes somebody who asked to approve each sentence', () => {
  let site: Site
  let chapter: Chapter
  before(async () => {
    site = await openSite()
    chapter = await addChapter(site, { approval: true })
  })
  after(() => site.close())

  const sentence = 'Ada Sample wrote: “Our supplier stayed with us through both floods”.'
  async function judged(draft = `So it is. ${sentence} We agree.`): Promise<LintedQuote | undefined> {
    const { result } = await lintAgainst(chapter.consultation, markdownDraft(draft))
    return result.quotes.find(({ text }) => text.includes('supplier'))
  }
  const refused = async (draft?: string) => {
    const quote = await judged(draft)
    expect(quote?.verdict).to.equal('not-permitted')
    return quote?.reason
  }
  async function consultation() {
    const found = await findConsultation(chapter.consultation)
    if (!found) throw new Error('no consultation')
    return found
  }
  async function say(said: ApprovalAnswer['answer']): Promise<void> {
    const [approval] = await listApprovals(chapter.consultation)
    if (approval) await answer(approval, { answer: said, comment: '' }, new Date())
  }

  it('is refused before they were asked, while they are silent, and once they refuse', async () => {
    expect(await refused()).to.include('asked to approve each sentence first, and has approved none')
    const [printed] = await printedNow(await consultation())
    if (!printed) throw new Error('nothing is asked')
    const { respondent, hash, report } = printed
    await ask(
      await consultation(),
      { report: report._id, respondent, hash },
      { by: 'author', secret: 'secret' },
      new Date(),
    )
    expect(await refused()).to.include('was asked to approve this sentence, and has not answered')
    await say('refused')
    expect(await refused()).to.include('its respondent refused this sentence')
  })

  it('passes with the sentence that they approved, in other marks too, and with no other', async () => {
    await say('approved')
    expect((await judged())?.verdict).to.equal('verbatim')
    expect(
      (await judged(`Ada  Sample wrote:\n"Our supplier stayed with us through both floods"[^3].`))?.verdict,
    ).to.equal('verbatim')
    expect(await refused(sentence.replace('wrote', 'claimed'))).to.include('approved none that stands here')
    expect(await refused('Some praised “our supplier stayed with us”.')).to.include('approved none')
    const both = await lintAgainst(
      chapter.consultation,
      markdownDraft(`${sentence}\n\n${sentence.replace('wrote', 'said')}`),
    )
    expect(both.result.quotes.map(({ verdict }) => verdict)).to.deep.equal(['verbatim', 'not-permitted'])
  })

  it('passes an exported report, in either format', async () => {
    const exported = await exportReport(await consultation(), chapter.report)
    if (!exported.ok) throw new Error(JSON.stringify(exported.problems))
    const { written } = exported
    for (const draft of [markdownDraft(markdownFile(written)), htmlDraft(htmlFile('A', written))]) {
      const { result } = await lintAgainst(chapter.consultation, draft)
      expect(result.summary).to.include({ total: 2, failed: 0 })
    }
  })
})
