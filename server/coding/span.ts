import type { Span } from '../../analysis/index.ts'

/**
 * The span without the white space at its ends, or what is wrong with it.
 * It lies in the text, holds more than white space, and cuts no character in two.
 */
export function checkSpan(
  text: string,
  { start, end }: Span,
): { ok: true; span: Span } | { ok: false; problem: string } {
  const refuse = (problem: string) => ({ ok: false as const, problem })
  if (!Number.isInteger(start) || !Number.isInteger(end)) return refuse('Select a passage of the answer')
  if (start < 0 || end > text.length || start >= end)
    return refuse('The passage lies outside the answer. Select it again')
  if (cuts(text, start) || cuts(text, end))
    return refuse('The passage cuts a character in two. Select it again')
  const words = text.slice(start, end)
  const leading = words.length - words.trimStart().length
  const trailing = words.length - words.trimEnd().length
  if (leading === words.length) return refuse('The passage holds only white space. Select some words')
  return { ok: true, span: { start: start + leading, end: end - trailing } }
}

/** Whether an offset falls between the two halves of a surrogate pair. */
function cuts(text: string, at: number): boolean {
  return /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(at))
}

export const adjustments = ['start-earlier', 'start-later', 'end-earlier', 'end-later'] as const
export type Adjustment = (typeof adjustments)[number]

export function isAdjustment(deed: string): deed is Adjustment {
  return adjustments.some(adjustment => adjustment === deed)
}

/** How far to look for the next word, in UTF-16 code units: no word is longer. */
const reach = 400

/** The span with a word more or less at one end; unchanged where there is no word to take or to leave. */
export function adjust(text: string, { start, end }: Span, by: Adjustment): Span {
  const words = text.slice(start, end)
  switch (by) {
    case 'start-earlier':
      return { start: start - length(/\S+\s*$/.exec(text.slice(Math.max(0, start - reach), start))), end }
    case 'start-later':
      return { start: start + length(/^\S+\s+(?=\S)/.exec(words)), end }
    case 'end-earlier':
      return { start, end: end - length(/\s+\S+$/.exec(words.slice(-reach))) }
    case 'end-later':
      return { start, end: end + length(/^\s*\S+/.exec(text.slice(end, end + reach))) }
  }
}

function length(match: RegExpExecArray | null): number {
  return match?.[0].length ?? 0
}

/** Where typed words stand in a text: the occurrence nearest to `near`, or undefined. White space need not agree. */
export function locate(text: string, typed: string, near: number): Span | undefined {
  const words = typed.normalize('NFC').trim().split(/\s+/).filter(Boolean)
  if (words.length === 0) return undefined
  const pattern = new RegExp(words.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+'), 'g')
  let nearest: Span | undefined
  for (const match of text.matchAll(pattern)) {
    const found = { start: match.index, end: match.index + match[0].length }
    if (!nearest || Math.abs(found.start - near) < Math.abs(nearest.start - near)) nearest = found
  }
  return nearest
}

export function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}
