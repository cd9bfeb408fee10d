import type { Edit } from '../../model.ts'
import type { Change } from './difference.ts'

export const lintVerdicts = [
  'verbatim',
  'normalised',
  'edited',
  'altered',
  'untraceable',
  'not-permitted',
  'evidence',
  'own-words',
] as const
export type LintVerdict = (typeof lintVerdicts)[number]

/** The verdicts that a draft must not be published with. */
export const failingVerdicts: ReadonlySet<LintVerdict> = new Set(['altered', 'untraceable', 'not-permitted'])

/**
 * One quoted passage of a draft and what became of it. `response`, `question`, `start` and `end` (UTF-16 code
 * units of the stored text) lead to its source, or for an altered passage to the nearest; null where there is none.
 */
export type LintedQuote = {
  /** The words as a reader sees them, without their marks. */
  text: string
  /** Counted from 1: where the passage begins in the draft. */
  line: number
  verdict: LintVerdict
  response: string | null
  question: string | null
  start: number | null
  end: number | null
  edits: Edit[]
  reason: string
  warnings: string[]
  /** Every response that holds the words, in the order of the corpus. */
  candidates: string[]
  /** For an altered passage: how it differs from `source`, the words of the nearest response. */
  difference?: Change[]
  source?: string
}

export type LintSummary = Record<LintVerdict, number> & { total: number; failed: number }

export type LintResult = { quotes: LintedQuote[]; summary: LintSummary }

/** How many passages got each verdict, how many there are, and how many must be mended. */
export function summarise(quotes: LintedQuote[]): LintSummary {
  const count = (verdict: LintVerdict) => quotes.filter(quote => quote.verdict === verdict).length
  const counts = Object.fromEntries(lintVerdicts.map(verdict => [verdict, count(verdict)]))
  const failed = quotes.filter(quote => failingVerdicts.has(quote.verdict)).length
  return { ...(counts as Record<LintVerdict, number>), total: quotes.length, failed }
}
