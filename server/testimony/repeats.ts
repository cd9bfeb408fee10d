import { campaignTexts } from '../campaigns/campaignTexts.ts'
import { codebookOf, type StoredTheme } from '../codebook/store.ts'
import { listMemos } from '../coding/memos/memoStore.ts'
import { listFindings } from '../findings/store.ts'
import { commentsOf } from '../reports/comments/commentStore.ts'
import { reportName } from '../reports/names.ts'
import { listReports } from '../reports/store.ts'
import { goneWordsOf } from '../responses/gone/goneWords.ts'
import { choiceFor } from '../responses/permissions/permission.ts'
import { replacedTexts } from '../responses/revising/revisionStore.ts'
import { findResponses } from '../responses/store.ts'
import { findWritten } from '../responses/textStore.ts'

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
    ...(await namesIn(consultation, codebook.themes)).map(({ id, name }) => ({
      where: `The theme “${name}”, which is named by such words`,
      href: `${desk}/codebook/${id}`,
    })),
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

/** The themes in use that are named by words of respondents who withdrew them, replaced them, or no longer let them be quoted. */
async function namesIn(consultation: string, themes: StoredTheme[]): Promise<StoredTheme[]> {
  const named = themes.filter(theme => theme.inVivo && !theme.archived)
  if (named.length === 0) return []
  const [texts, replaced] = await Promise.all([
    findWritten(named.flatMap(({ inVivo }) => inVivo?.text ?? [])),
    replacedTexts(consultation),
  ])
  const responses = await findResponses([...new Set(texts.map(({ respondent }) => respondent))])
  const standing = new Map(responses.map(response => [response._id, response]))
  const stands = new Set(
    texts.flatMap(({ _id, respondent, question }) => {
      const response = standing.get(respondent)
      const isQuotable =
        response?.state === 'submitted' && choiceFor(response, question) !== 'none' && !replaced.has(_id)
      return isQuotable ? _id : []
    }),
  )
  return named.filter(({ inVivo }) => inVivo && !stands.has(inVivo.text))
}
