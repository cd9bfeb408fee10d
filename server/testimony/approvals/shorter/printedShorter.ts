import { shortenQuote } from '../../../../analysis/application.ts'
import type { Consultation } from '../../../consultations/store.ts'
import type { Approval, QuotePart } from '../../../findings/approvals/approval.ts'
import { standingOf } from '../../../findings/quotes/standing.ts'
import type { ChosenQuote } from '../../../findings/quotes/store.ts'
import { asReady, type SentenceToApprove, sentencesToApprove } from '../../../reports/approvals/sentences.ts'
import { gather } from '../../../reports/gather.ts'
import type { Material } from '../../../reports/material.ts'
import { findReport } from '../../../reports/store.ts'
import { writeReport } from '../../../reports/template/write.ts'

type Part = Pick<QuotePart, 'quote' | 'words'>
type Shortened = Pick<ChosenQuote, 'start' | 'end' | 'edits'> & { translation: string }

/**
 * A quote that prints only a part of its words; undefined where it does not hold them. A translation is of more words
 * than that, and goes.
 */
export function shortened(text: string, quote: ChosenQuote, words: string): Shortened | undefined {
  const found = shortenQuote(text, quote, words)
  return found && { start: found.start, end: found.end, edits: found.edits, translation: '' }
}

/** The sentences that a report would ask about if its quotes printed only these parts, and those that it asks about now. */
export async function sentencesWith(
  consultation: Consultation,
  report: string,
  parts: Part[],
): Promise<{ now: SentenceToApprove[]; shorter: SentenceToApprove[] }> {
  const found = await findReport(consultation._id, report)
  if (!found) return { now: [], shorter: [] }
  const material = asReady(await gather(consultation, found.template))
  const sentencesOf = (from: Material) => sentencesToApprove(writeReport(found, from))
  return { now: sentencesOf(material), shorter: sentencesOf(withParts(material, parts)) }
}

/** How a sentence would be printed with these parts; undefined where that cannot be told. */
export async function printedShorter(
  consultation: Consultation,
  { report, respondent, hash }: Pick<Approval, 'report' | 'respondent' | 'hash'>,
  parts: Part[],
): Promise<SentenceToApprove | undefined> {
  const sentences = await sentencesWith(consultation, report, parts)
  const i = sentences.now.findIndex(each => each.respondent === respondent && each.hash === hash)
  const [was, shorter] = [sentences.now[i], sentences.shorter[i]]
  const isAsLong = sentences.now.length === sentences.shorter.length
  return isAsLong && was && shorter && isOfSame(was, shorter) ? shorter : undefined
}

function isOfSame(a: SentenceToApprove, b: SentenceToApprove): boolean {
  const keysOf = ({ quotes }: SentenceToApprove) => quotes.map(({ key }) => key).join()
  return a.respondent === b.respondent && keysOf(a) === keysOf(b)
}

function withParts(material: Material, parts: Part[]): Material {
  const quotes = [...material.quotes].map(([key, printable]) => {
    const { source } = printable
    const part = parts.find(({ quote }) => quote === source.quote._id)
    const change = part && source.text && shortened(source.text.text, source.quote, part.words)
    if (!change) return [key, printable] as const
    const changed = { ...source, quote: { ...source.quote, ...change } }
    return [key, { ...printable, source: changed, standing: standingOf(changed) }] as const
  })
  return { ...material, quotes: new Map(quotes) }
}
