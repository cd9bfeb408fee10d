import type { Edit, Quote } from '../model.ts'

/**
 * One run of a quote's words. `said` runs are the respondent's own, and a `turned` one is their first letter in the
 * other case; `cut` and `added` runs are marks that stand for the author's edits. Joined, their `words` are the quote.
 */
export type Piece = { kind: 'said' | 'turned' | 'cut' | 'added'; words: string; emphasis: boolean }

type CaseEdit = Extract<Edit, { kind: 'case' }>
type EmphasisEdit = Extract<Edit, { kind: 'emphasis' }>
type Mark = { start: number; end: number; kind: 'cut' | 'added'; words: string }

const cutMark = '[…]'
const wordCharacter = /[\p{L}\p{M}\p{N}]/u

/**
 * A quote's words: its span of `text` with its edits. The one place where they are computed.
 * A cut becomes `[…]`, a replacement or insertion `[its words]`, a redaction `[name redacted]`, a changed first letter is changed without a
 * mark, and emphasis (which changes no word) is left to {@link quotePieces}. A mark keeps one space between
 * itself and a neighbouring word, except inside a word ("gov[ernmen]t", "[t]he").
 *
 * Edits are taken as valid: see {@link editProblems}.
 *
 * @throws RangeError when the span does not lie in `text`.
 * @example quoteWords('It has to go.', { text: 'a', start: 3, end: 12, edits: [{ kind: 'replace', start: 3, end: 12, with: 'goes' }] }) // '[goes]'
 */
export function quoteWords(text: string, quote: Quote): string {
  return quotePieces(text, quote)
    .map(piece => piece.words)
    .join('')
}

/** The same words in runs, so that a page can mark cuts, additions and emphasis. @throws RangeError as above. */
export function quotePieces(text: string, quote: Quote): Piece[] {
  const { start, end, edits } = quote
  if (!(start >= 0 && start <= end && end <= text.length)) {
    throw new RangeError(
      `quotePieces: the span ${start}–${end} is not in a text of ${text.length} characters`,
    )
  }
  const emphasised = edits.filter(edit => edit.kind === 'emphasis')
  const pieces: Piece[] = []
  let at = start
  for (const mark of marksInOrder(edits)) {
    pieces.push(...said(text, at, mark.start, emphasised))
    pieces.push({ kind: mark.kind, words: spaced(text, quote, mark), emphasis: false })
    at = mark.end
  }
  pieces.push(...said(text, at, end, emphasised))
  return withFirstLetter(
    pieces,
    edits.find(edit => edit.kind === 'case'),
  )
}

/** What stands for words that could tell of somebody: "[name redacted]". */
export function redactionMark(what: string): string {
  return `[${what} redacted]`
}

function marksInOrder(edits: Edit[]): Mark[] {
  const marks: Mark[] = []
  for (const edit of edits) {
    if (edit.kind === 'cut') marks.push({ start: edit.start, end: edit.end, kind: 'cut', words: cutMark })
    if (edit.kind === 'replace') {
      marks.push({ start: edit.start, end: edit.end, kind: 'added', words: `[${edit.with}]` })
    }
    if (edit.kind === 'redact') {
      marks.push({ start: edit.start, end: edit.end, kind: 'added', words: redactionMark(edit.what) })
    }
    if (edit.kind === 'insert') {
      marks.push({ start: edit.at, end: edit.at, kind: 'added', words: `[${edit.with}]` })
    }
  }
  return marks.sort((a, b) => a.start - b.start || a.end - b.end)
}

function said(text: string, start: number, end: number, emphasised: EmphasisEdit[]): Piece[] {
  const bounds = new Set([start, end])
  for (const span of emphasised) {
    for (const bound of [span.start, span.end]) if (bound > start && bound < end) bounds.add(bound)
  }
  const cuts = [...bounds].sort((a, b) => a - b)
  return cuts.slice(1).map((to, i) => {
    const from = cuts[i] ?? start
    const emphasis = emphasised.some(span => span.start <= from && to <= span.end)
    return { kind: 'said', words: text.slice(from, to), emphasis }
  })
}

/** The mark with the spaces that keep it apart from the words beside it. */
function spaced(text: string, quote: Quote, mark: Mark): string {
  const before = mark.start > quote.start ? text.slice(0, mark.start) : ''
  const after = mark.end < quote.end ? text.slice(mark.end) : ''
  const removed = text.slice(mark.start, mark.end)
  const wordBefore = wordCharacter.test(lastCharacter(before))
  const wordAfter = wordCharacter.test(firstCharacter(after))
  const insideWord = mark.kind === 'added' && touchesWord(removed, wordBefore, wordAfter)
  const lead = !insideWord && wordBefore ? ' ' : ''
  const trail = !insideWord && wordAfter ? ' ' : ''
  return lead + mark.words + trail
}

/** Whether what is replaced (or the place of an insertion) is a part of a word rather than whole words. */
function touchesWord(removed: string, wordBefore: boolean, wordAfter: boolean): boolean {
  if (removed === '') return wordBefore && wordAfter
  const splitsBefore = wordBefore && wordCharacter.test(firstCharacter(removed))
  const splitsAfter = wordAfter && wordCharacter.test(lastCharacter(removed))
  return splitsBefore || splitsAfter
}

function withFirstLetter(pieces: Piece[], edit: CaseEdit | undefined): Piece[] {
  if (!edit) return pieces
  const index = pieces.findIndex(piece => piece.kind === 'said' && /\p{L}/u.test(piece.words))
  return pieces.flatMap((piece, i) => {
    if (i !== index) return piece
    const at = piece.words.search(/\p{L}/u)
    const letter = firstCharacter(piece.words.slice(at))
    const turned = edit.to === 'lower' ? letter.toLowerCase() : letter.toUpperCase()
    if (turned === letter) return piece
    const rest = [piece.words.slice(0, at), piece.words.slice(at + letter.length)]
    const [before, after] = rest.map((words): Piece[] => (words === '' ? [] : [{ ...piece, words }]))
    return [...(before ?? []), { ...piece, kind: 'turned' as const, words: turned }, ...(after ?? [])]
  })
}

function firstCharacter(text: string): string {
  const code = text.codePointAt(0)
  return code === undefined ? '' : String.fromCodePoint(code)
}

function lastCharacter(text: string): string {
  return /.$/su.exec(text.slice(-2))?.[0] ?? ''
}
