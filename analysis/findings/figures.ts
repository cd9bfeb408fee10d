import type { Span } from '../model.ts'

const words =
  'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  )
const tens = 'thirty forty fifty sixty seventy eighty ninety'.split(' ')
const shares: Record<string, string> = {
  half: '50%',
  halves: '50%',
  quarter: '25%',
  quarters: '25%',
  third: 'third',
  thirds: 'third',
  fifth: '20%',
  fifths: '20%',
  tenth: '10%',
  tenths: '10%',
}

const figure = new RegExp(
  `(?<![\\p{L}\\p{N}.])(?:(\\d+(?:,\\d{3})*(?:\\.\\d+)?)(\\s*(?:%|per cent|percent|percentage points?))?|(${[...words, ...tens].join('|')})(\\s+(?:per cent|percent))?|(?<=\\b(?:a|an|one|two|three|four|five|six|seven|eight|nine|half a|the)[ -])(${Object.keys(shares).join('|')})|(half))(?![\\p{L}\\p{N}])`,
  'giu',
)

/** A figure of a text, and what it comes to: `37%`, `1200`, `third`. */
type Figure = Span & { value: string }

function figuresIn(text: string): Figure[] {
  return Array.from(text.matchAll(figure), match => {
    const [all, digits, percent, word, wordPercent, share, half] = match
    const number = digits ? String(Number(digits.replace(/,/g, ''))) : word ? String(numberOf(word)) : ''
    const value =
      (share ?? half)
        ? (shares[(share ?? half ?? '').toLowerCase()] ?? '')
        : number + ((percent ?? wordPercent) ? '%' : '')
    return { start: match.index, end: match.index + all.length, value }
  })
}

function numberOf(word: string): number {
  const at = words.indexOf(word.toLowerCase())
  return at >= 0 ? at + 2 : (tens.indexOf(word.toLowerCase()) + 3) * 10
}

/**
 * The figures of an author's words that a source does not hold: numbers in digits or in words from two on, shares in
 * per cent, and halves, thirds, quarters, fifths and tenths. "37%", "37 per cent" and, as a share, "a quarter" and
 * "25 %" are the same; so are "three" and "3". A share must be one in the source too.
 *
 * @param source what was published: an excerpt, and what else of it is on file
 * @returns spans of `text`, in order. Time is linear in the lengths
 */
export function figuresNotIn(text: string, source: string): Span[] {
  const held = new Set(figuresIn(source).flatMap(({ value }) => [value, value.replace('%', '')]))
  return figuresIn(text)
    .filter(({ value }) => !held.has(value))
    .map(({ start, end }) => ({ start, end }))
}
