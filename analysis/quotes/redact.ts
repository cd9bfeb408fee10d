import type { Edit, Quote, Span } from '../model.ts'
import { type Detail, detailLabels } from '../privacy/detail.ts'
import { editProblems, takesWords } from './edits.ts'
import { quotePieces } from './words.ts'

/** A stretch of a text, and where it stands once the text is redacted: as it was, or `hidden` by a label. */
export type RedactionPart = { original: Span; redacted: Span; hidden: boolean }

/** A text whose details are replaced by labels in brackets; its parts, in order, cover both texts. */
export type Redaction = { text: string; parts: RedactionPart[] }

/**
 * Replaces details of a text by what they are: "Ring [name redacted] on [phone number redacted]". The words are those of a quote
 * of the whole text with the edits of {@link redactionEdits}, so a quote of it reads the same.
 *
 * @param details in order and apart, as `personalDetails` gives them
 * @throws RangeError where a detail does not lie in the text, is empty, or overlaps another
 * @example redact('Ask Jess.', [{ kind: 'name', start: 4, end: 8 }]).text // 'Ask [name redacted].'
 */
export function redact(text: string, details: readonly (Span & Pick<Detail, 'kind'>)[]): Redaction {
  const edits = details.map(replacement)
  const quote: Quote = { text: '', start: 0, end: text.length, edits }
  const [problem] = edits.length > 0 ? editProblems(text, quote) : []
  if (problem) throw new RangeError(`redact: ${problem.place}: ${problem.message}`)
  const pieces = quotePieces(text, quote)
  const inOrder = [...edits].sort((a, b) => a.start - b.start)
  const parts: RedactionPart[] = []
  let at = 0
  let original = 0
  let hiddenSoFar = 0
  for (const { kind, words } of pieces) {
    const hidden = kind !== 'said'
    const end = hidden ? (inOrder[hiddenSoFar++]?.end ?? original) : original + words.length
    const redacted = { start: at, end: at + words.length }
    if (words !== '') parts.push({ original: { start: original, end }, redacted, hidden })
    at = redacted.end
    original = end
  }
  return { text: pieces.map(({ words }) => words).join(''), parts }
}

/**
 * The edits of a quote with those that hide the details in it, each a redaction. What the quote
 * already cuts or replaces stays so, what it adds inside a detail stays between two labels, and a change of
 * the first letter is given up where that letter is hidden.
 *
 * @returns edits without problems where the quote's own have none; the same as the quote's where it holds no detail
 */
export function redactionEdits(
  text: string,
  quote: Quote,
  details: readonly (Span & Pick<Detail, 'kind'>)[],
): Edit[] {
  const added = details.flatMap(detail => {
    const inside = { start: Math.max(detail.start, quote.start), end: Math.min(detail.end, quote.end) }
    return stillSaid(inside, quote.edits)
      .filter(({ start, end }) => /[\p{L}\p{N}]/u.test(text.slice(start, end)))
      .map(span => replacement({ ...span, kind: detail.kind }))
  })
  const edits = [...quote.edits, ...added]
  const letter = quote.start + text.slice(quote.start, quote.end).search(/\p{L}/u)
  return added.some(({ start, end }) => start <= letter && letter < end)
    ? edits.filter(({ kind }) => kind !== 'case')
    : edits
}

/** The offset in the redacted text. Inside what is hidden, it is that end of the label which `side` names. */
export function toRedacted(redaction: Redaction, at: number, side: 'start' | 'end' = 'start'): number {
  return moved(redaction, at, 'original', 'redacted', side)
}

/** The offset in the text as written. Inside a label, it is that end of what the label hides which `side` names. */
export function toOriginal(redaction: Redaction, at: number, side: 'start' | 'end' = 'start'): number {
  return moved(redaction, at, 'redacted', 'original', side)
}

type Side = 'original' | 'redacted'

function moved({ parts }: Redaction, at: number, from: Side, to: Side, side: 'start' | 'end'): number {
  const length = parts.at(-1)?.[from].end ?? 0
  if (!(Number.isInteger(at) && at >= 0 && at <= length)) {
    throw new RangeError(
      `to${to === 'redacted' ? 'Redacted' : 'Original'}: ${at} is no offset of a text of ${length} characters`,
    )
  }
  let low = 0
  let high = parts.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((parts[middle]?.[from].end ?? 0) < at) low = middle + 1
    else high = middle
  }
  const part = parts[low]
  if (!part) return 0
  if (at === part[from].end) return part[to].end
  if (!part.hidden) return part[to].start + at - part[from].start
  return at === part[from].start ? part[to].start : part[to][side]
}

function replacement({ start, end, kind }: Span & Pick<Detail, 'kind'>): Extract<Edit, { kind: 'redact' }> {
  return { kind: 'redact', start, end, what: detailLabels[kind] }
}

/** What is left of a span outside cuts and replacements, parted where words are added inside it. */
function stillSaid(span: Span, edits: readonly Edit[]): Span[] {
  const taken = edits
    .flatMap(edit => {
      if (edit.kind === 'insert') return [{ start: edit.at, end: edit.at }]
      return takesWords(edit) ? [{ start: edit.start, end: edit.end }] : []
    })
    .filter(({ start, end }) => start < span.end && end > span.start)
    .sort((a, b) => a.start - b.start)
  const left: Span[] = []
  let from = span.start
  for (const { start, end } of taken) {
    if (start > from) left.push({ start: from, end: start })
    from = Math.max(from, end)
  }
  if (span.end > from) left.push({ start: from, end: span.end })
  return left
}
