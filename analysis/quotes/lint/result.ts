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

export const passageKinds = ['quotation', 'title', 'scare-quote'] as const
/** What a passage that nobody wrote looks like: words that are said of someone, the title of a work, or an expression held at arm's length. */
export type PassageKind = (typeof passageKinds)[number]

/**
 * A change that would mend a passage: `with` in place of `[start, end)` of the draft's source (UTF-16 code units, LF
 * line ends; in Word, which has no such places, both null).
 */
export type Mend = { label: string; start: number | null; end: number | null; with: string }

/**
 * One quoted passage of a draft and what became of it. `response`, `question`, `start` and `end` (UTF-16 code
 * units of the stored text) lead to its source, or for an altered passage to the nearest; null where there is none.
 */
export type LintedQuote = {
  /** The words as a reader sees them, without their marks. */
  text: string
  /** Counted from 1: the line of the draft where the passage begins, or in Word the paragraph. */
  line: number
  /** The same for a person: "line 12", "paragraph 7", "footnote 2". */
  place: string
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
  /** Whether several responses hold the words and nothing tells which of them is meant. */
  unclear: boolean
  /** The name of the excerpt on file that holds the words, or of the nearest to altered ones; null where none does. */
  evidence: string | null
  looksLike: PassageKind
  mends: Mend[]
  /** For an altered passage: how it differs from `source`, the words of the nearest response. */
  difference?: Change[]
  source?: string
}

/** A sentence without a quote that claims more than its counts. */
export type LintedSentence = { text: string; line: number; place: string; warnings: string[] }

/** `warned`: passages and sentences with something to look at. */
export type LintSummary = Record<LintVerdict, number> & { total: number; failed: number; warned: number }

export type LintResult = { quotes: LintedQuote[]; sentences: LintedSentence[]; summary: LintSummary }

/** How many passages got each verdict, how many there are, and how many must be mended. */
export function summarise(quotes: LintedQuote[], sentences: LintedSentence[]): LintSummary {
  const count = (verdict: LintVerdict) => quotes.filter(quote => quote.verdict === verdict).length
  const counts = Object.fromEntries(lintVerdicts.map(verdict => [verdict, count(verdict)]))
  const failed = quotes.filter(quote => failingVerdicts.has(quote.verdict)).length
  const warned = quotes.filter(({ warnings }) => warnings.length > 0).length + sentences.length
  return { ...(counts as Record<LintVerdict, number>), total: quotes.length, failed, warned }
}
