import type { Edit, Span } from '../../../analysis/index.ts'

/**
 * Whether a passage says anything of some passages of the same text that are not for quotation. What is cut out of it
 * or redacted is not said; what stands in brackets for it is.
 */
export function saysAny(withheld: Span[], passage: Span & { edits?: Edit[] }): boolean {
  if (withheld.length === 0) return false
  const gone = (passage.edits ?? []).flatMap(edit =>
    edit.kind === 'cut' || edit.kind === 'redact' ? [{ start: edit.start, end: edit.end }] : [],
  )
  return leftOf(passage, gone).some(said =>
    withheld.some(({ start, end }) => start < said.end && said.start < end),
  )
}

/** What is left of a span without others, in order. */
export function leftOf(whole: Span, gone: Span[]): Span[] {
  const left: Span[] = []
  let at = whole.start
  for (const { start, end } of gone.toSorted((a, b) => a.start - b.start)) {
    if (start > at) left.push({ start: at, end: Math.min(start, whole.end) })
    at = Math.max(at, end)
  }
  return at < whole.end ? [...left, { start: at, end: whole.end }] : left
}
