import { capitalised, contributorNoun, type HouseStyle } from '../../../analysis/application.ts'
import type { Span, Speaker } from '../../../analysis/index.ts'
import type { Chart } from '../../files/charts/chart.ts'
import type { CountedFinding } from '../../findings/count.ts'
import type { QuoteSource } from '../../findings/quotes/sources.ts'
import type { Material } from '../material.ts'
import type { Report } from '../store.ts'
import type { Place } from './grammar.ts'
import type { KnownNames } from './nameIn.ts'
import type { Sheet } from './sheet.ts'

/** A quote as printed: what the private sidecar and the table of quotes tell of it. */
export type PrintedQuote = {
  key: string
  source: QuoteSource
  words: string
  /** The same as it stands in the report's Markdown, between its marks, in the house's style. */
  printed: string
  speaker: Speaker
  who: string
  pseudonym: string
  question: string
  note: number
  /** Where its words begin in the report's Markdown, in UTF-16 code units. */
  at: number
}

/** Those of a report's quotes that begin in a stretch of its Markdown, `[start, end)`. */
export function printedBetween(printed: readonly PrintedQuote[], start: number, end: number): PrintedQuote[] {
  return printed.slice(firstPrinted(printed, start), firstPrinted(printed, end))
}

/** The place of the first quote that begins there or later; they are printed in order. */
export function firstPrinted(printed: readonly PrintedQuote[], offset: number): number {
  let [low, high] = [0, printed.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((printed[middle]?.at ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}

/** A passage that the author marked as their own, or as what they recommend. */
export type MarkedPassage = { kind: 'own' | 'recommend'; markdown: string }

/** Whose a sentence is: what respondents said, what was published, what is recommended, or the author's own. */
export const sentenceKinds = ['reported', 'evidenced', 'recommended', 'own'] as const
export type SentenceKind = (typeof sentenceKinds)[number]

/** Something that a sentence rests on, by the name that templates call it. */
export type Rest = { of: 'finding' | 'quote' | 'evidence'; key: string }

/**
 * A stretch of the report's Markdown that a helper wrote, or that stands in a marked passage (`round` it), with what it
 * rests on.
 */
export type Resting = Span & {
  kind: SentenceKind
  rests: Rest[]
  place: Place
  round: boolean
}

/** A stretch that a helper wrote in an author's words, as a finding's text is, and where that helper stands. */
export type Authored = Span & { place: Place }

/** A stretch that the author typed into the template; `at` is where it begins there. */
export type Typed = Span & { at: number }

/** What a report's heading, actions and loops are made from; the rest of its record says nothing of its text. */
export type ReportWords = Pick<Report, 'number' | 'title' | 'subtitle' | 'template'> &
  Partial<Pick<Report, 'kind' | 'actions' | 'addressee' | 'findings'>>

/** A report while it is being written: what helpers read, and what they add to. */
export type Writing = {
  report: ReportWords
  material: Material
  /** What an author may not type where the software says who is quoted. */
  names: KnownNames
  sheet: Sheet
  printed: PrintedQuote[]
  marked: MarkedPassage[]
  /** `![…][chart-1]` in the Markdown stands for the first. */
  charts: Chart[]
  resting: Resting[]
  typed: Typed[]
  authored: Authored[]
  /** Respondent → the name that this report gives them. */
  pseudonyms: Map<string, string>
  /** The finding that was named last: what `{{prevalence}}` and `{{of}}` are about. */
  finding: CountedFinding | undefined
  /** The quote and the evidence that the loops round this place have come to. */
  turn: { quote?: string; evidence?: string }
  /** Every finding that the template names: what `{{method}}` accounts for. */
  named: CountedFinding[]
}

/** What a helper answers: nothing, or what is wrong and how to mend it. */
export type Refusal = string | undefined

/** This report's name for a respondent: Respondent A, B … Z, AA … in the order of their first words in it. */
export function pseudonymOf(
  writing: Pick<Writing, 'pseudonyms'>,
  respondent: string,
  style: HouseStyle,
): string {
  const known = writing.pseudonyms.get(respondent)
  if (known) return known
  const name = `${capitalised(contributorNoun(1, style))} ${letters(writing.pseudonyms.size)}`
  writing.pseudonyms.set(respondent, name)
  return name
}

function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last
}

/** Writes words of an author's inside a sentence, and notes that they are. */
export function writeAuthored({ sheet, authored }: Writing, place: Place, markdown: string): void {
  sheet.words(markdown)
  const end = sheet.length
  authored.push({ start: end - markdown.length, end, place })
}
