import { listPublications, markedQuotes, type PublicationLine } from '../reports/publication/store.ts'
import { toCorrect } from '../reports/publication/toCorrect.ts'
import { erratumWords } from '../reports/publication/withdrawnWords.ts'
import { listReports, type Report } from '../reports/store.ts'
import { withoutQuotes } from './withoutQuotes.ts'

/** A published report that prints withdrawn words, and what may be published in its place. */
export type Correction = {
  publication: PublicationLine
  report: Report
  /** The quotes that were withdrawn, by their names in the template. */
  quotes: string[]
  /** The report's template without them; the template itself where it calls none of them any more. */
  template: string
  /** What readers may be told. */
  words: string
}

/** Everything of a consultation that waits to be corrected, with a proposal for each. */
export async function correctionsIn(consultation: string): Promise<Correction[]> {
  const [publications, reports] = await Promise.all([
    listPublications(consultation),
    listReports(consultation),
  ])
  const byId = new Map(reports.map(report => [report._id, report]))
  return toCorrect(publications).flatMap(publication => {
    const report = byId.get(publication.report)
    if (!report) return []
    const quotes = markedQuotes(publication.marks)
    const template = withoutQuotes(report.template, quotes)
    return { publication, report, quotes, template, words: erratumWords(quotes.length) }
  })
}
