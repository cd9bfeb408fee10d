import type { Span } from '../../../analysis/index.ts'

const betweenWords = '[^\\p{L}\\p{N}]+'
const before = '(?<![\\p{L}\\p{N}])'
const after = '(?![\\p{L}\\p{N}])'

/**
 * Where the words of a passage stand in another text, whatever the case, punctuation and white space. Where they stand
 * there several times, it is as many times on as in the text that the passage is of, or else the first.
 *
 * @param of the text in which the passage stands, and its span
 * @returns undefined where not all of its words stand there in a row, or it has none
 */
export function sameWords(of: { text: string; span: Span }, text: string): Span | undefined {
  const passage = of.text.slice(of.span.start, of.span.end)
  const words = passage.match(/[\p{L}\p{N}]+/gu)
  if (!words) return undefined
  const pattern = new RegExp(before + words.join(betweenWords) + after, 'giu')
  const found = [...text.matchAll(pattern)].map(match => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
  const nth = [...of.text.slice(0, of.span.start).matchAll(pattern)].length
  const span = found[nth] ?? found[0]
  return span && withItsMarks(text, span, passage)
}

/** The span with the quotation marks and stops at its ends, where the passage has some at that end. */
function withItsMarks(text: string, { start, end }: Span, passage: string): Span {
  const mark = '[^\\p{L}\\p{N}\\s]+'
  const opens = new RegExp(`^${mark}`, 'u').test(passage)
  const closes = new RegExp(`${mark}$`, 'u').test(passage)
  const leading = opens ? new RegExp(`${mark}$`, 'u').exec(text.slice(Math.max(0, start - 3), start)) : null
  const trailing = closes ? new RegExp(`^${mark}`, 'u').exec(text.slice(end, end + 3)) : null
  return { start: start - (leading?.[0].length ?? 0), end: end + (trailing?.[0].length ?? 0) }
}
