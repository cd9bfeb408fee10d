import type { Answer, Quote, Span } from '../model.ts'
import { sentences } from '../text/sentences.ts'
import { tokenise } from '../text/tokens.ts'
import { countWords } from '../text/words.ts'
import { fragmentsOf } from './fragments.ts'
import { closesItsMarks, isWhole, standsAlone } from './standsAlone.ts'
import { typicality, type Vector, vectorsOf } from './typical.ts'

/** A passage of a theme, from a coding or a tag, with what choosing among passages needs to know. */
export type Passage = Span & {
  answer: Answer
  /** The part of the respondents that its author belongs to, such as a sector; empty where not known. */
  group: string
  /** Whether its author permits quotation. */
  permitted: boolean
  /** The words that make it a passage of its theme, such as a tag's evidence: a fragment must hold some of them. */
  focus?: Span[]
}

/** A stretch that could be quoted. The shares are 0 to 1. */
export type Candidate = {
  quote: Quote
  respondent: string
  group: string
  wordCount: number
  isFragment: boolean
  short: number
  alone: number
  typical: number
  /** How many respondents wrote just these words: more than one where a letter was copied. */
  copies: number
  vector: Vector
}

type Stretch = { passage: Passage; span: Span; isFragment: boolean }

/** A sentence of more words than this is offered in fragments too; one of more than `mostWords` only so. */
const longWords = 24
const mostWords = 45

/**
 * What could be quoted of a theme's passages: the sentences that they touch, and self-contained fragments of
 * the long ones. Passages whose authors permit no quotation say what is typical, but are not offered. Words that
 * several respondents copied say it once.
 */
export function candidatesOf(passages: Passage[]): Candidate[] {
  const sentencesOf = remembered(({ text }: Answer) => sentences(text))
  const stretches = distinct(passages.flatMap(passage => stretchesOf(passage, sentencesOf(passage.answer))))
  const texts = stretches.map(({ passage, span }) => passage.answer.text.slice(span.start, span.end))
  const wordings = texts.map(text =>
    tokenise(text)
      .map(({ word }) => word)
      .join(' '),
  )
  const copiers = respondentsOf(wordings, stretches)
  const kinds = [...copiers.keys()]
  const vectors = vectorsOf(kinds)
  const typical = typicality(vectors)
  const kindOf = new Map(kinds.map((wording, kind) => [wording, kind]))
  return stretches.flatMap(({ passage, span, isFragment }, i) => {
    const wordCount = countWords(texts[i] ?? '')
    const kind = kindOf.get(wordings[i] ?? '') ?? 0
    if (!passage.permitted || wordCount > mostWords) return []
    return {
      quote: { text: passage.answer.id, ...span, edits: [] },
      respondent: passage.answer.respondent,
      group: passage.group,
      wordCount,
      isFragment,
      short: shortness(wordCount, isFragment),
      alone: aloneness(texts[i] ?? '', isFragment),
      typical: typical[kind] ?? 0,
      copies: copiers.get(wordings[i] ?? '')?.size ?? 1,
      vector: vectors[kind] ?? new Map(),
    }
  })
}

/** Who wrote each wording. */
function respondentsOf(wordings: string[], stretches: Stretch[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const [i, wording] of wordings.entries()) {
    const respondent = stretches[i]?.passage.answer.respondent ?? ''
    found.set(wording, (found.get(wording) ?? new Set()).add(respondent))
  }
  return found
}

/** 1 at a comfortable length, less the further from it; a fragment may be shorter than a sentence. */
function shortness(words: number, isFragment: boolean): number {
  const [least, most] = isFragment ? [4, 12] : [8, 22]
  if (words < least) return words / least
  return words <= most ? 1 : Math.max(0, 1 - (words - most) / (mostWords - most))
}

function aloneness(words: string, isFragment: boolean): number {
  if (!standsAlone(words) || !closesItsMarks(words)) return 0
  return isFragment || isWhole(words) ? 1 : 0.5
}

function stretchesOf(passage: Passage, all: Span[]): Stretch[] {
  const { text } = passage.answer
  const touched = all.filter(sentence => overlap(sentence, passage))
  return touched.flatMap(listed => {
    const sentence = withoutMarker(text, listed)
    const whole: Stretch = { passage, span: sentence, isFragment: false }
    if (countWords(text.slice(sentence.start, sentence.end)) <= longWords) return [whole]
    const focus = passage.focus ?? [passage]
    const fragments = fragmentsOf(text, sentence).filter(fragment =>
      focus.some(words => overlap(fragment, words)),
    )
    return [whole, ...fragments.map(span => ({ passage, span, isFragment: true }))]
  })
}

/** A sentence without the number or bullet of a list that it stands in. */
function withoutMarker(text: string, { start, end }: Span): Span {
  const marker = /^(?:(?:\(?(?:\d{1,2}|[a-z])[.)]|[-*•–—·])\s+)+/iu.exec(text.slice(start, end))
  return { start: start + (marker?.[0].length ?? 0), end }
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}

function distinct(stretches: Stretch[]): Stretch[] {
  const seen = new Map(
    stretches.map(stretch => [
      `${stretch.passage.answer.id}\n${stretch.span.start}\n${stretch.span.end}`,
      stretch,
    ]),
  )
  return [...seen.values()]
}

/** A text with many passages has its sentences found once. */
function remembered(find: (answer: Answer) => Span[]): (answer: Answer) => Span[] {
  const known = new Map<string, Span[]>()
  return answer => {
    const found = known.get(answer.id) ?? find(answer)
    known.set(answer.id, found)
    return found
  }
}
