import type { Edit, Problem, Quote, Span } from '../model.ts'

type SpanEdit = Extract<Edit, Span>

const nothingWrong: Problem[] = []

/**
 * What is wrong with a quote's span and edits, each with its place (`span`, or `edits.0` and so on).
 * An empty list means that `quoteWords` can be trusted with it.
 */
export function editProblems(text: string, quote: Quote): Problem[] {
  const span = spanProblems(text, quote, 'span')
  if (span.length > 0) return span
  const each = quote.edits.flatMap((edit, i) => oneEditProblems(text, quote, edit, `edits.${i}`))
  return each.length > 0 ? each : [...overlapProblems(quote.edits), ...caseProblems(text, quote)]
}

function spanProblems(text: string, { start, end }: Span, place: string): Problem[] {
  const problem = (message: string): Problem[] => [{ place, message }]
  if (!Number.isInteger(start) || !Number.isInteger(end))
    return problem('Start and end must be whole numbers.')
  if (start < 0 || end > text.length) {
    return problem(`It runs from ${start} to ${end}, but the text has ${text.length} characters.`)
  }
  if (start >= end) return problem('It holds no words: its end must come after its start.')
  if (splitsCharacter(text, start) || splitsCharacter(text, end)) {
    return problem('It starts or ends inside a character. Move it by one.')
  }
  return nothingWrong
}

function oneEditProblems(text: string, quote: Quote, edit: Edit, place: string): Problem[] {
  const problem = (message: string): Problem[] => [{ place, message }]
  if (edit.kind === 'case') return nothingWrong
  if (edit.kind === 'insert') {
    if (!Number.isInteger(edit.at) || edit.at < quote.start || edit.at > quote.end) {
      return problem('The words are added outside the quote. Choose a place inside it.')
    }
    if (splitsCharacter(text, edit.at))
      return problem('The words are added inside a character. Move them by one.')
    return addedWordsProblems(edit.with, place)
  }
  const span = spanProblems(text, edit, place)
  if (span.length > 0) return span
  if (edit.start < quote.start || edit.end > quote.end) return problem('The edit reaches outside the quote.')
  if (edit.kind === 'replace') return addedWordsProblems(edit.with, place)
  if (edit.kind === 'redact') return addedWordsProblems(edit.what, place)
  if (edit.kind === 'cut' && (edit.start === quote.start || edit.end === quote.end)) {
    return problem('A cut at the edge is not needed: move the start or the end of the quote instead.')
  }
  return nothingWrong
}

function addedWordsProblems(words: string, place: string): Problem[] {
  const problem = (message: string): Problem[] => [{ place, message }]
  if (words.trim() === '') return problem('Give the words that go in the brackets.')
  if (words !== words.trim()) return problem('Take the spaces off both ends of the added words.')
  if (/[[\]]/.test(words))
    return problem('Leave out the square brackets: they are put round the words for you.')
  if (/[\n\r\u2028\u2029]/.test(words)) return problem('Keep the added words on one line.')
  if (/["“”„«»]/.test(words))
    return problem('Leave quotation marks out of the added words: nobody said them.')
  return nothingWrong
}

function overlapProblems(edits: Edit[]): Problem[] {
  const placed = edits.flatMap((edit, i) =>
    edit.kind === 'case' || edit.kind === 'emphasis' ? [] : [{ ...spanOf(edit), place: `edits.${i}` }],
  )
  placed.sort((a, b) => a.start - b.start || a.end - b.end)
  return placed.slice(1).flatMap((next, i) => {
    const last = placed[i]
    if (!last || (last.end <= next.start && last.start < next.end)) return nothingWrong
    return [{ place: next.place, message: 'It overlaps another edit. Join the two, or move one.' }]
  })
}

function caseProblems(text: string, quote: Quote): Problem[] {
  const changes = quote.edits.flatMap((edit, i) => (edit.kind === 'case' ? [`edits.${i}`] : []))
  const [place, second] = changes
  if (place === undefined) return nothingWrong
  if (second !== undefined) return [{ place: second, message: 'The first letter is already changed once.' }]
  const letter = quote.start + text.slice(quote.start, quote.end).search(/\p{L}/u)
  if (letter < quote.start) return [{ place, message: 'The quote has no letter to change.' }]
  const hidden = quote.edits.some(edit => takesWords(edit) && edit.start <= letter && letter < edit.end)
  return hidden ? [{ place, message: 'The first letter is already replaced by other words.' }] : nothingWrong
}

/** Whether an edit puts something in the place of the respondent’s words. */
export function takesWords(edit: Edit): edit is Extract<SpanEdit, { kind: 'cut' | 'replace' | 'redact' }> {
  return edit.kind === 'cut' || edit.kind === 'replace' || edit.kind === 'redact'
}

function spanOf(edit: SpanEdit | Extract<Edit, { kind: 'insert' }>): Span {
  return edit.kind === 'insert' ? { start: edit.at, end: edit.at } : { start: edit.start, end: edit.end }
}

/** True between the two halves of a surrogate pair. */
function splitsCharacter(text: string, at: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, at - 1), at + 1)) && at > 0
}
