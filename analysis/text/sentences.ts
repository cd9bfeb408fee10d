import type { Span } from '../model.ts'
import { isAbbreviation } from './abbreviations.ts'
import { listMarkerLength, paragraphs } from './paragraphs.ts'
import { sentenceBreaks } from './sentenceBreaks.ts'

/**
 * Finds the sentences of a text: by the Unicode rules, with abbreviations ("Dr.", "e.g.", "No. 4"), initials,
 * quoted questions, lone dots and the numbers of lists kept with what they belong to. A heading, an item of a
 * list and a line that its writer ended are sentences too.
 *
 * @param text a text as stored
 * @returns spans in order, without white space at either end, never overlapping and none empty; together they
 *   hold all of the text but white space. Time is linear in the length of the text
 */
export function sentences(text: string): Span[] {
  const found: Span[] = []
  for (const paragraph of paragraphs(text)) addSentences(text, paragraph, found)
  return found
}

/** Adds the sentences of one of a text's paragraphs to those found so far. */
export function addSentences(text: string, paragraph: Span, found: Span[]): void {
  const body = paragraph.start + listMarkerLength(text.slice(paragraph.start, paragraph.start + 40))
  let start = paragraph.start
  let pieceStart = paragraph.start
  let wordsSoFar = false
  for (const at of sentenceBreaks(text, paragraph.start, paragraph.end)) {
    wordsSoFar ||= at > body && holdsWords(text, pieceStart, at)
    pieceStart = at
    if (!wordsSoFar || goesOn(text, start, at, paragraph.end)) continue
    addTrimmed(text, start, at, found)
    start = at
    wordsSoFar = false
  }
  const previous = found.at(-1)
  const isTail = previous !== undefined && start > paragraph.start && !holdsWords(text, start, paragraph.end)
  if (isTail) previous.end = trimmedEnd(text, start, paragraph.end)
  else addTrimmed(text, start, paragraph.end, found)
}

/** Whether the sentence that began at `from` goes on over the break at `at`. */
function goesOn(text: string, from: number, at: number, end: number): boolean {
  const last = trimmedEnd(text, from, at) - 1
  if (text[last] === '.') return isAbbreviation(text, from, last, at)
  // “Why?” and then: a question or cry inside quotes or brackets.
  return /["'”’»)\]]/.test(text[last] ?? '') && at < end && /\p{Lowercase}/u.test(text[at] ?? '')
}

function holdsWords(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at)
    const isPlain = unit < 128
    const isLetterOrDigit =
      (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122)
    if (isLetterOrDigit || (!isPlain && /[^\p{Punctuation}\s]/u.test(text[at] ?? ''))) return true
  }
  return false
}

function addTrimmed(text: string, start: number, end: number, found: Span[]): void {
  const last = trimmedEnd(text, start, end)
  let first = start
  while (first < last && isSpace(text, first)) first++
  if (first < last) found.push({ start: first, end: last })
}

function trimmedEnd(text: string, start: number, end: number): number {
  let last = end
  while (last > start && isSpace(text, last - 1)) last--
  return last
}

function isSpace(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit === 32 || (unit >= 9 && unit <= 13) || (unit >= 128 && /\s/.test(text[at] ?? ''))
}
