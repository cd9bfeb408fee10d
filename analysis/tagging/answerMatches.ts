import type { Span } from '../model.ts'
import { paragraphs } from '../text/paragraphs.ts'
import { addSentences } from '../text/sentences.ts'
import type { Automaton } from './automaton.ts'
import { foreignSentences } from './foreign.ts'
import type { Match, Place } from './matches.ts'
import { isNegated } from './negation.ts'
import type { TokenisedText } from './tokenised.ts'

/** A sentence, and what terms match in it. */
export class SentenceMatches implements Place {
  readonly span: Span
  readonly matches = new Map<number, Match[]>()

  constructor(span: Span) {
    this.span = span
  }

  find(term: number): Match[] {
    return this.matches.get(term) ?? []
  }

  sentences(): SentenceMatches[] {
    return [this]
  }
}

/** What terms match in the sentences of an answer. */
export class AnswerMatches implements Place {
  readonly #sentences: SentenceMatches[]

  /**
   * @param isEnglish whether all of the text is known to be English; otherwise each sentence is told by itself
   * @param only the one sentence that was read, where it was not the whole text
   */
  constructor(automaton: Automaton, text: TokenisedText, isEnglish: boolean, only?: Span) {
    this.#sentences = matchingSentences(automaton, text, isEnglish, only)
  }

  find(term: number): Match[] {
    return this.#sentences.flatMap(sentence => sentence.find(term))
  }

  /** Those in which some term matches, in order. */
  sentences(): SentenceMatches[] {
    return this.#sentences
  }
}

/**
 * Cuts up only those paragraphs in which some term matches; a match over the end of a sentence is none, and neither
 * is one in a sentence of another language.
 */
function matchingSentences(
  automaton: Automaton,
  text: TokenisedText,
  isEnglish: boolean,
  only?: Span,
): SentenceMatches[] {
  const isForeign = isEnglish ? () => false : foreignSentences(text)
  const matching: SentenceMatches[] = []
  let sentenceAt: ((end: number) => Span | undefined) | undefined = only && (() => only)
  let open: SentenceMatches | undefined
  automaton.walk(text, (term, first, last) => {
    sentenceAt ??= sentenceFinder(text.text)
    const span = sentenceAt(text.ends[last] ?? 0)
    if (span === undefined || (text.starts[first] ?? 0) < span.start) return
    if (open?.span !== span) {
      open = new SentenceMatches(span)
      if (!isForeign(span, last)) matching.push(open)
    }
    const match = { first, last, negated: isNegated(text, first, last) }
    const known = open.matches.get(term)
    if (known === undefined) open.matches.set(term, [match])
    else known.push(match)
  })
  return matching
}

/** Finds the sentence that holds the place before `end`, asked in the order of the text. */
function sentenceFinder(text: string): (end: number) => Span | undefined {
  const all = paragraphs(text)
  let paragraph = 0
  let sentences: Span[] = []
  let sentence = 0
  return end => {
    let open = sentences[sentence]
    while (open !== undefined && open.end < end) open = sentences[++sentence]
    if (open !== undefined) return open
    while ((all[paragraph]?.end ?? end) < end) paragraph++
    const next = all[paragraph++]
    if (next === undefined) return undefined
    sentences = []
    addSentences(text, next, sentences)
    sentence = sentences.findIndex(span => span.end >= end)
    return sentences[sentence]
  }
}
