import type { Problem, Span } from '../../../analysis/index.ts'
import type { Place } from '../template/grammar.ts'
import { placeAt, templateProblem } from '../template/problem.ts'
import type { Rest, Resting, SentenceKind, Typed } from '../template/writing.ts'
import { boldParts } from './bold.ts'
import { plainWords } from './plainWords.ts'
import { type ReportSentence, reportSentences } from './sentences.ts'
import { spansWithin } from './within.ts'

/** What an author has to mark: a sentence, or a bold part of one that reports. */
export type Unmarked = { what: 'sentence' | 'part' | 'bold'; words: string; place: Place }

/** One sentence of a report, whose it is, and what it rests on. */
export type LedgerEntry = ReportSentence & {
  /** Its place among the report's sentences, from 1. */
  number: number
  /** As a reader sees it. */
  words: string
  /** Undefined where nothing says. */
  kind: SentenceKind | undefined
  rests: Rest[]
  unmarked: Unmarked[]
}

export type Accounted = {
  markdown: string
  resting: Resting[]
  typed: Typed[]
  /** Where the lines of the template begin. */
  starts: number[]
}

/**
 * Accounts for every sentence of a report: by the passage that it is wholly marked as, else by the helpers that stand
 * in it. A bold part of a sentence that helpers account for is a claim, and wants a mark of its own.
 */
export function ledgerOf({
  markdown,
  resting,
  typed,
  starts,
  quoted,
}: Accounted & { /** Where quotes stand, in order. */ quoted: Span[] }): LedgerEntry[] {
  const sentences = reportSentences(markdown, { quoted })
  const within = {
    resting: spansWithin(sentences, resting),
    typed: spansWithin(sentences, typed),
    bold: spansWithin(sentences, boldParts(markdown)),
  }
  return sentences.map((sentence, i) => {
    const here = { markdown, starts, resting: within.resting[i] ?? [], typed: within.typed[i] ?? [] }
    const words = plainWords(markdown.slice(sentence.start, sentence.end))
    const kind = kindOf(markdown, sentence, here.resting)
    const rests = distinct(here.resting.flatMap(each => each.rests))
    const unmarked = kind
      ? unmarkedBold(within.bold[i] ?? [], here)
      : [unmarkedSentence(sentence, words, here)]
    return { ...sentence, number: i + 1, words, kind, rests, unmarked }
  })
}

/** What stops a report: its unmarked sentences, and bold parts, with their places in the template. */
export function unmarkedProblems(ledger: LedgerEntry[]): Problem[] {
  return ledger.flatMap(({ unmarked }) =>
    unmarked.map(({ what, words, place }) => templateProblem(place, advice(what, shortened(words)))),
  )
}

function advice(what: Unmarked['what'], words: string): string {
  if (what === 'bold')
    return `the bold part “${words}” of a sentence that reports rests on nothing itself. Put {{#own}}…{{/own}} or {{#recommend}}…{{/recommend}} round it, or take it out of bold.`
  const marks =
    'Put in the helper of what it rests on, or put {{#own}}…{{/own}}, {{#recommend}}…{{/recommend}}, {{#reported "a-finding"}}…{{/reported}} or {{#evidenced "a-source"}}…{{/evidenced}} round it.'
  return what === 'part'
    ? `only a part of “${words}” is marked. ${marks}`
    : `nothing says what “${words}” rests on. ${marks}`
}

function shortened(words: string): string {
  return words.length <= 70 ? words : `${words.slice(0, 70).replace(/\s+\S*$/, '')} …`
}

function kindOf(markdown: string, sentence: Span, inside: Resting[]): SentenceKind | undefined {
  const round = inside.filter(resting => resting.round)
  const has = (among: Resting[], kind: SentenceKind) => among.some(resting => resting.kind === kind)
  if (round.length > 0 && coversWords(markdown, sentence, round))
    return (['recommended', 'own', 'reported', 'evidenced'] as const).find(kind => has(round, kind))
  const helpers = inside.filter(resting => !resting.round)
  return (['reported', 'evidenced', 'recommended'] as const).find(kind => has(helpers, kind))
}

function coversWords(markdown: string, { start, end }: Span, round: Resting[]): boolean {
  const letters = Array.from(markdown.slice(start, end).matchAll(/[\p{L}\p{N}]+/gu))
  return letters.every(word => {
    const at = start + word.index
    return round.some(resting => resting.start <= at && at < resting.end) || isNoteMark(markdown, at)
  })
}

function isNoteMark(markdown: string, at: number): boolean {
  return markdown.slice(at - 2, at) === '[^'
}

function unmarkedSentence(sentence: Span, words: string, here: Accounted): Unmarked {
  return { what: here.resting.length > 0 ? 'part' : 'sentence', words, place: placeOf(sentence, here) }
}

function unmarkedBold(bold: Span[], here: Accounted): Unmarked[] {
  return bold
    .filter(part => !here.resting.some(each => overlap(each, part)))
    .map(part => ({
      what: 'bold',
      words: plainWords(here.markdown.slice(part.start, part.end)),
      place: placeOf(part, here),
    }))
}

/**
 * Where something of the report's Markdown was typed in the template; or where the helper stands that wrote it.
 *
 * @param here what was typed, and what rests on something, in that place
 */
export function placeOf(span: Span, { markdown, typed, resting, starts }: Accounted): Place {
  for (const stretch of typed) {
    if (!overlap(stretch, span)) continue
    const start = Math.max(stretch.start, span.start)
    const words = /\S/.exec(markdown.slice(start, Math.min(stretch.end, span.end)))
    if (words) return placeAt(starts, stretch.at + start - stretch.start + words.index)
  }
  return resting.find(each => overlap(each, span))?.place ?? { line: 1, column: 1 }
}

export function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}

function distinct(rests: Rest[]): Rest[] {
  const seen = new Map(rests.map(rest => [`${rest.of} ${rest.key}`, rest]))
  return [...seen.values()]
}
