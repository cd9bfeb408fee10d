import { campaignTexts } from '../campaigns/campaignTexts.ts'
import { codebookOf } from '../codebook/store.ts'
import { listMemos } from '../coding/memos/memoStore.ts'
import { listFindings } from '../findings/store.ts'
import { commentsOf } from '../reports/comments/commentStore.ts'
import { reportName } from '../reports/names.ts'
import { listReports } from '../reports/store.ts'
import { goneWordsOf } from '../responses/gone/goneWords.ts'

/** Something that people of the desk wrote, and that repeats words which were withdrawn or replaced. */
export type Repeat = { where: string; href: string }

/**
 * Everything of a consultation that its people wrote themselves and that repeats words which were withdrawn or replaced.
 * Pages and exports show a sign in their place; whoever wrote it can take them out.
 */
export async function repeatsIn(consultation: string): Promise<Repeat[]> {
  const gone = await goneWordsOf(consultation, await campaignTexts(consultation))
  const [memos, codebook, findings, reports] = await Promise.all([
    listMemos(consultation),
    codebookOf(consultation),
    listFindings(consultation),
    listReports(consultation),
  ])
  const comments = await Promise.all(reports.map(({ _id }) => commentsOf(_id)))
  const desk = `/desk/${consultation}`
  const repeating = (where: string, href: string, ...texts: string[]): Repeat[] =>
    texts.some(text => gone.repeats(text)) ? [{ where, href: `${desk}/${href}` }] : []
  return [
    ...memos.flatMap(({ _id, versions }) => repeating('A memo', `memos/${_id}`, versions.at(-1)?.text ?? '')),
    ...codebook.themes.flatMap(({ id, name, definition, include, exclude }) =>
      repeating(`The theme “${name}”`, `codebook/${id}`, name, definition, include, exclude),
    ),
    ...findings.flatMap(({ _id, key, statement, text }) =>
      repeating(`The finding ${key}`, `findings/${_id}`, statement, text),
    ),
    ...comments
      .flat()
      .flatMap(({ report, words, replies }) =>
        repeating(
          'A comment on a report',
          `reports/${report}/comments`,
          ...[words, ...replies.map(reply => reply.words)],
        ),
      ),
    ...reports.flatMap(report =>
      repeating(
        reportName(report),
        `reports/${report._id}`,
        ...[report.title, report.subtitle, report.template, ...report.actions],
      ),
    ),
  ]
}
