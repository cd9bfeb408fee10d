import type { Span } from '../../../analysis/index.ts'
import { type Approval, lastAnswer } from '../../findings/approvals/approval.ts'
import { choiceFor } from '../../responses/permissions/permission.ts'
import { currentConsent } from '../../responses/response.ts'
import { approvalsBehind } from '../approvals/sentences.ts'
import { notesIn } from '../ledger/plainWords.ts'
import { reportSentences } from '../ledger/sentences.ts'
import type { Material } from '../material.ts'
import type { Report } from '../store.ts'
import { findingNote } from '../template/findingNote.ts'
import type { Written } from '../template/write.ts'
import type { PrintedQuote } from '../template/writing.ts'
import { newSalt, sha256, textHash } from './hash.ts'
import { htmlFile } from './htmlFile.ts'
import { markdownFile } from './markdown.ts'
import { placeOf } from './places.ts'

/** Which version a report was published as, for the sidecar of that. */
export type PublishedAs = { publication: string; version: number }

/**
 * The private key to a report: sentence → finding → quote → text → offsets → edits → permission, as they were when
 * it was exported. It names respondents and texts, and is never published. docs/sidecar.md tells every field.
 */
export function sidecar(
  report: Report,
  { written, material }: { written: Written; material: Material },
  exportedAt: Date,
  published?: PublishedAs,
) {
  const salt = newSalt()
  const keys = new Map(Array.from(material.findings.values(), ({ finding }) => [finding._id, finding.key]))
  const places = written.printed.map(quote => placeOf(quote, written.markdown))
  const sentences = reportSentences(written.markdown, { headings: true, quoted: places })
  const approvals = approvalsBehind(report._id, written)
  return {
    report: report._id,
    consultation: report.consultation,
    number: report.number,
    title: report.title,
    version: report.version,
    ...(published ? { published } : {}),
    exportedAt: exportedAt.toISOString(),
    hashes: { markdown: sha256(markdownFile(written)), html: sha256(htmlFile(report.title, written)) },
    salt,
    respondents: Array.from(written.pseudonyms, ([respondent, pseudonym]) => ({
      pseudonym,
      respondent,
      reference: written.printed.find(quote => quote.source.quote.respondent === respondent)?.source.response
        ?.reference,
    })),
    sentences: sentences.flatMap(span => sentenceEntry(span, written, keys)),
    quotes: written.printed.map((quote, i) => ({
      ...quoteEntry(quote, salt, keys),
      sentence: sentenceAround(places[i], sentences, written.markdown),
      ...approvalEntry(approvals[i]),
    })),
    findings: written.named.map(({ finding, count }) => ({
      key: finding.key,
      statement: finding.statement,
      themes: finding.themes,
      match: finding.match,
      scope: finding.scope,
      count,
    })),
    passages: written.marked,
  }
}

/** A sentence with what its notes name; nothing for one without notes. */
function sentenceEntry({ start, end }: Span, written: Written, keys: Map<string, string>) {
  const markdown = written.markdown.slice(start, end)
  const notes = notesIn(markdown)
  if (notes.length === 0) return []
  const quotes = written.printed.filter(quote => notes.includes(quote.note))
  const named = written.named.filter(counted =>
    notes.some(note => written.notes[note - 1] === findingNote(counted)),
  )
  const findings = [
    ...named.map(({ finding }) => finding.key),
    ...quotes.map(({ source }) => keys.get(source.quote.finding) ?? source.quote.finding),
  ]
  return {
    sentence: withoutMarks(markdown),
    start,
    end,
    findings: [...new Set(findings)],
    quotes: quotes.map(quote => quote.key),
  }
}

function quoteEntry(quote: PrintedQuote, salt: string, keys: Map<string, string>) {
  const { source, key, note, words, who, question, pseudonym } = quote
  const { text, start, end, edits, translation, finding } = source.quote
  const consent = source.response ? currentConsent(source.response) : undefined
  return {
    key,
    note,
    finding: keys.get(finding) ?? finding,
    words,
    printed: quote.printed,
    attribution: who,
    pseudonym,
    respondent: source.quote.respondent,
    question,
    text,
    textHash: textHash(salt, source.text?.text ?? ''),
    start,
    end,
    edits,
    ...(translation ? { translation } : {}),
    permission: consent && {
      choice: source.response ? choiceFor(source.response, source.quote.question) : consent.choice,
      wording: consent.wording,
      at: consent.at.toISOString(),
    },
  }
}

/** What its respondent said of the sentence that is printed; nothing of one who did not ask to see it. */
function approvalEntry(approval: Approval | null | undefined) {
  const said = approval ? lastAnswer(approval) : undefined
  if (!approval || !said) return {}
  const { _id, hash } = approval
  // To the day, as every time of a respondent: the minute would join it to other things that they did.
  const at = said.at.toISOString().slice(0, 10)
  return { approval: { approval: _id, sentence: hash, state: said.answer, at } }
}

/** The sentence of the report, as Markdown without its note marks, in which a quote stands. */
function sentenceAround(place: Span | undefined, sentences: Span[], markdown: string): string {
  const around = sentences.find(({ start, end }) => place && start <= place.start && place.end <= end)
  return around ? withoutMarks(markdown.slice(around.start, around.end)) : ''
}

function withoutMarks(markdown: string): string {
  return markdown.replace(/\[\^\d+\]/g, '')
}
