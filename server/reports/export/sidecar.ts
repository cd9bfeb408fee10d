import { currentConsent } from '../../responses/response.ts'
import type { Report } from '../store.ts'
import type { Written } from '../template/write.ts'
import type { PrintedQuote } from '../template/writing.ts'

/**
 * The private key to a published report: which sentence rests on which words of whom, with what permission.
 * It names respondents and texts, and is never published.
 */
export function sidecar(report: Report, written: Written, exportedAt: Date) {
  return {
    report: report._id,
    consultation: report.consultation,
    number: report.number,
    title: report.title,
    version: report.version,
    exportedAt: exportedAt.toISOString(),
    respondents: Array.from(written.pseudonyms, ([respondent, pseudonym]) => ({
      pseudonym,
      respondent,
      reference: written.printed.find(quote => quote.source.quote.respondent === respondent)?.source.response
        ?.reference,
    })),
    quotes: written.printed.map(quote => quoteEntry(quote, written.markdown)),
    findings: written.named.map(({ finding, count }) => ({
      key: finding.key,
      statement: finding.statement,
      count,
    })),
    passages: written.marked,
  }
}

function quoteEntry(printed: PrintedQuote, markdown: string) {
  const { source, key, note, words, who, question, pseudonym } = printed
  const { text, start, end, edits, translation } = source.quote
  const consent = source.response ? currentConsent(source.response) : undefined
  return {
    key,
    note,
    sentence: sentenceAt(markdown, printed.at),
    words,
    attribution: who,
    pseudonym,
    question,
    text,
    start,
    end,
    edits,
    ...(translation ? { translation } : {}),
    permission: consent && { choice: consent.choice, wording: consent.wording, at: consent.at.toISOString() },
  }
}

/** The sentence of the report, as Markdown without its note marks, in which something stands. */
function sentenceAt(markdown: string, at: number): string {
  const before = markdown.lastIndexOf('\n\n', at)
  const from = before < 0 ? 0 : before + 2
  const to = markdown.indexOf('\n\n', at)
  const paragraph = withoutMarks(markdown.slice(from, to < 0 ? markdown.length : to))
  const sentences = new Intl.Segmenter('en-GB', { granularity: 'sentence' }).segment(paragraph)
  return (sentences.containing(withoutMarks(markdown.slice(from, at)).length)?.segment ?? paragraph).trim()
}

function withoutMarks(markdown: string): string {
  return markdown.replace(/\[\^\d+\]/g, '')
}
