import type { Consultation } from '../../consultations/store.ts'
import { sentenceRound } from '../../reports/approvals/sentences.ts'
import { placeOf } from '../../reports/export/places.ts'
import { gather } from '../../reports/gather.ts'
import { reportSentences } from '../../reports/ledger/sentences.ts'
import { noLongerAllowed } from '../../reports/publication/allowed.ts'
import { findPublication, publicationsQuoting } from '../../reports/publication/store.ts'
import { listReports, type Report } from '../../reports/store.ts'
import { writeReport } from '../../reports/template/write.ts'

/** A sentence of a report as it is now that prints a quote. */
export type Standing = { report: Report; sentence: string }

/** The same of a version that was published, with the hash of its file; the sentence as it was frozen. */
export type StoodIn = {
  number: number
  version: number
  title: string
  publishAt: Date
  hash: string
  sentence: string
}

/** In which sentences a quote stands, in the reports as they are now. */
export async function standsIn(consultation: Consultation, key: string): Promise<Standing[]> {
  const reports = await listReports(consultation._id)
  const material = await gather(consultation, reports.map(({ template }) => template).join('\n'))
  return reports.flatMap(report => {
    const { markdown, ledger, printed } = writeReport(report, material)
    const found = printed
      .filter(quote => quote.key === key)
      .map(quote => sentenceRound(placeOf(quote, markdown), markdown, ledger))
    return [...new Set(found)].map(sentence => ({ report, sentence }))
  })
}

/** In which published sentences a quote stands that its respondent still allows as they were printed. */
export async function stoodIn(consultation: string, respondent: string, key: string): Promise<StoodIn[]> {
  const lines = await publicationsQuoting(respondent)
  const found: StoodIn[] = []
  for (const line of lines) {
    const quotes = line.quotes.filter(quote => quote.key === key)
    if (line.consultation !== consultation || quotes.length === 0) continue
    const publication = await findPublication(consultation, line._id)
    if (!publication || (await noLongerAllowed(quotes)).length > 0) continue
    const { markdown } = publication.written
    const sentences = reportSentences(markdown)
    for (const quote of quotes) {
      const { number, version, title, publishAt, hash } = publication
      found.push({
        number,
        version,
        title,
        publishAt,
        hash,
        sentence: sentenceRound(quote, markdown, sentences),
      })
    }
  }
  return found
}
