import type { Edit, Span } from '../model.ts'

const redacted = /^(\S.*\S|\S)\s+redacted$/iu

/** The edit that words in square brackets make where they stand in the place of a stretch: a redaction where they say so. */
export function bracketEdit({ start, end }: Span, words: string): Edit {
  const what = redacted.exec(words)?.[1]
  return what === undefined
    ? { kind: 'replace', start, end, with: words }
    : { kind: 'redact', start, end, what }
}

/**
 * The same edits, with a first letter that is bracketed only since it is in its other case ("[l]ong contracts") as a
 * change of case: which way that is printed is house style.
 */
export function withTurnedLetter(text: string, { start }: Pick<Span, 'start'>, edits: Edit[]): Edit[] {
  return edits.map(edit => {
    if (edit.kind !== 'replace' || /\p{L}/u.test(text.slice(start, edit.start))) return edit
    const letter = text.slice(edit.start, edit.end)
    if (!/^\p{L}$/u.test(letter) || edit.with === letter) return edit
    if (edit.with === letter.toLowerCase()) return { kind: 'case', to: 'lower' }
    return edit.with === letter.toUpperCase() ? { kind: 'case', to: 'upper' } : edit
  })
}
