import type { Span } from '../model.ts'
import { paragraphs } from '../text/paragraphs.ts'
import { addSentences } from '../text/sentences.ts'

/**
 * The sentence that holds all of a place of a text, where its words can be read without the rest: white space or
 * an end of the text stands at both its sides, so that no word goes on over them. No negation does.
 */
export function loneSentence(text: string, place: Span): Span | undefined {
  const paragraph = paragraphs(text).find(({ end }) => end > place.start)
  if (paragraph === undefined || paragraph.end < place.end) return undefined
  const cut: Span[] = []
  addSentences(text, paragraph, cut)
  const sentence = cut.find(({ end }) => end > place.start)
  if (sentence === undefined || sentence.start > place.start || sentence.end < place.end) return undefined
  return isApart(text, sentence) ? sentence : undefined
}

function isApart(text: string, { start, end }: Span): boolean {
  return /^\s?$/.test(text.slice(Math.max(0, start - 1), start)) && /^\s?$/.test(text.slice(end, end + 1))
}
