import type { Edit, Quote } from '../model.ts'
import { editProblems, takesWords } from './edits.ts'
import { quoteWords } from './words.ts'

/**
 * The quote that prints only a part of another's words: the stretch of the text that gives them, with those edits that
 * lie in it. White space, quotation marks, dashes, the first letter's case and a last stop may be typed otherwise.
 *
 * @param part some of `quoteWords(text, quote)`, from whole word to whole word and with nothing left out between
 * @returns undefined where the quote does not hold these words together; where it does twice, the first of them
 */
export function shortenQuote(text: string, quote: Quote, part: string): Quote | undefined {
  const wanted = [plain(part), plain(part.trim().replace(/[.,;:]$/, ''))].filter(words =>
    /[\p{L}\p{N}]/u.test(words),
  )
  const bounds = boundsOf(text, quote)
  for (const words of new Set(wanted))
    for (const start of bounds) {
      if (/\s/.test(text.charAt(start))) continue
      if (!plain(wordsOf(text, quote, start, quote.end)).startsWith(words)) continue
      for (const end of bounds) {
        if (
          end <= start ||
          /\s/.test(text.charAt(end - 1)) ||
          plain(wordsOf(text, quote, start, end)) !== words
        )
          continue
        const shorter = within(text, quote, start, end)
        if (editProblems(text, shorter).length === 0) return shorter
      }
    }
  return undefined
}

function wordsOf(text: string, quote: Quote, start: number, end: number): string {
  return start < end ? quoteWords(text, within(text, quote, start, end)) : ''
}

function within(text: string, quote: Quote, start: number, end: number): Quote {
  const edits = quote.edits.flatMap((edit): Edit[] => {
    if (edit.kind === 'case') return letterOf(text, quote.start) === letterOf(text, start) ? [edit] : []
    if (edit.kind === 'insert') return start < edit.at && edit.at < end ? [edit] : []
    if (edit.kind !== 'emphasis') return start <= edit.start && edit.end <= end ? [edit] : []
    const clipped = { ...edit, start: Math.max(start, edit.start), end: Math.min(end, edit.end) }
    return clipped.start < clipped.end ? [clipped] : []
  })
  return { ...quote, start, end, edits }
}

/** Where the first letter from a place on stands. */
function letterOf(text: string, from: number): number {
  return from + text.slice(from).search(/\p{L}/u)
}

const wordAhead = /^['’-]?[\p{L}\p{M}\p{N}]/u
const wordBehind = /[\p{L}\p{M}\p{N}]['’-]?$/u

/** Where a part of a quote may begin or end: its ends, and between words that no edit takes away. */
function boundsOf(text: string, { start, end, edits }: Quote): number[] {
  const gone = edits.filter(takesWords)
  const bounds: number[] = []
  for (let at = start; at <= end; at++) {
    const [behind, ahead] = [text.slice(Math.max(start, at - 2), at), text.slice(at, Math.min(end, at + 2))]
    const isInWord = wordBehind.test(behind) && wordAhead.test(ahead)
    const isGone = gone.some(edit => edit.start < at && at < edit.end)
    if (!isInWord && !isGone) bounds.push(at)
  }
  return bounds
}

/** Words as they compare, however they are set. */
function plain(words: string): string {
  const set = words
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(/['‘’"“”„«»]/g, "'")
    .replace(/[-–—]/g, '-')
    .trim()
  return set.charAt(0).toLowerCase() + set.slice(1)
}
