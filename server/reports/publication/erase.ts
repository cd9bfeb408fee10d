import { htmlFile } from '../export/htmlFile.ts'
import { markdownFile } from '../export/markdown.ts'
import { reportSentences } from '../ledger/sentences.ts'
import type { Erased, Publication, PublishedQuote } from './store.ts'
import { withheldWords, withhold } from './withhold.ts'

/**
 * A publication without some of its quotes for good, as it was served already while they were withheld: nothing of them
 * stands in its pages, its files or its private key. Its hash stays that of the file which was published.
 *
 * @param change takes words of the same people out of what authors wrote
 */
export function withoutForGood(
  publication: Publication,
  gone: PublishedQuote[],
  change: (text: string) => string,
): Erased {
  const { markdown, notes, charts } = withhold(publication.written, gone)
  const written = {
    markdown: change(markdown),
    notes: notes.map(change),
    ...(charts ? { charts: charts.map(chart => ({ ...chart, title: change(chart.title) })) } : {}),
  }
  const said = (words: string) => change(withheldWords(words, gone))
  const title = said(publication.title)
  return {
    ...{ title, subtitle: said(publication.subtitle), correction: said(publication.correction) },
    written,
    files: { markdown: markdownFile(written), html: htmlFile(title, written) },
    quotes: moved(publication, written.markdown, gone, change),
    findings: publication.findings.map(finding => ({
      ...finding,
      statement: change(finding.statement),
      text: change(finding.text),
    })),
    sidecar: keyWithout(publication.sidecar, gone, change),
  }
}

/** Every string of a publication in which an author may have repeated a respondent’s words. */
export function eachInPublication(publication: Publication, see: (text: string) => void): void {
  const { title, subtitle, correction, written, findings } = publication
  const said = findings.flatMap(({ statement, text }) => [statement, text])
  const titles = written.charts?.map(chart => chart.title) ?? []
  for (const text of [title, subtitle, correction, written.markdown, ...written.notes, ...titles, ...said])
    see(text)
}

/** The other quotes where they stand now; one whose sentence went with them is shown no more. */
function moved(
  { written, quotes }: Publication,
  markdown: string,
  gone: PublishedQuote[],
  change: (text: string) => string,
): PublishedQuote[] {
  const sentences = reportSentences(written.markdown, { headings: true })
  let from = 0
  return quotes
    .filter(quote => !gone.includes(quote))
    .toSorted((a, b) => a.start - b.start)
    .flatMap(quote => {
      const around = sentences.find(({ start, end }) => start <= quote.start && quote.end <= end) ?? quote
      const at = markdown.indexOf(change(written.markdown.slice(around.start, around.end)), from)
      if (at < 0) return []
      from = at
      const start = at + change(written.markdown.slice(around.start, quote.start)).length
      return [{ ...quote, start, end: start + quote.end - quote.start }]
    })
}

type Key = {
  respondents?: { respondent: string }[]
  quotes?: { key: string; respondent: string }[]
  sentences?: { quotes: string[] }[]
}

/** The private key without what it says of those whose quotes went. */
function keyWithout(sidecar: string, gone: PublishedQuote[], change: (text: string) => string): string {
  const key = JSON.parse(sidecar) as Key
  const people = new Set(gone.map(({ respondent }) => respondent))
  const names = new Set(gone.map(({ key }) => key))
  const { respondents = [], quotes = [], sentences = [] } = key
  const without = {
    ...key,
    respondents: respondents.filter(({ respondent }) => !people.has(respondent)),
    quotes: quotes.filter(quote => !names.has(quote.key)),
    sentences: sentences.filter(sentence => !sentence.quotes.some(quote => names.has(quote))),
  }
  const changed = JSON.stringify(
    without,
    (_name, value) => (typeof value === 'string' ? change(value) : value),
    2,
  )
  return `${changed}\n`
}
