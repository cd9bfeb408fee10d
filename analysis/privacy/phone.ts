import type { Detail } from './detail.ts'

/** Country codes of the International Telecommunication Union (E.164), as the digits that begin them. */
const countryCode =
  /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|2[1-69]\d|35\d|37\d|38\d|42\d|5[09]\d|6[7-9]\d|80\d|85\d|87\d|88\d|96\d|97\d|99\d)/

/** Digits of an international number after its "+" or "00" (E.164 allows 15). */
const fewestInternational = 8
const mostInternational = 15
/** Enough to see where the longest number ends, behind "00" or "+44 (0)". */
const mostDigits = mostInternational + 3
/** Marks between two digits, as in "0123) - 4". */
const mostBetween = 3
/** Groups of a national number after the first: "01 02 03 04 05" is a list of numbers. */
const mostMarks = 3
const between = ' \u00A0.()‐‑–-'

const opening = /(?<![\p{L}\p{M}\p{N}_£$€#=&@%]|\d[.,‐‑–-])\(?(?:\+ ?\d|0\d|0(?= \d))/gu
const date = /\d{1,2}[./-]\d{1,2}[./-](?:\d\d)?\d\d(?!\d)/y
const referenceBefore =
  /\b(?:ref|reference|case|invoice|claim|ticket|order|application|account|licen[cs]e|policy|complaint|petition|isbn)\b[ :.#]*(?:(?:no|number|id|code)\b)?[ :.#]*(?:is )?$/i

/** The digits of a number as it goes on, with the place after each and whether a mark stands before it. */
type Digits = { digits: string; ends: number[]; apart: boolean[] }

/**
 * Phone numbers: of the United Kingdom with or without +44, by their length and first digits (Ofcom's National
 * Telephone Numbering Plan), and of other countries where they begin with + or 00. Digits without a mark
 * between them after "reference", "case no" and the like are none, nor are dates.
 */
export function phones(text: string): Detail[] {
  const found: Detail[] = []
  let last = 0
  for (const { index, 0: begin } of text.matchAll(opening)) {
    if (index < last) continue
    const start = index + (begin.startsWith('(') && !closes(text, index) ? 1 : 0)
    date.lastIndex = index
    if (date.test(text)) continue
    const end = phoneEnd(readDigits(text, index), begin.includes('+'))
    if (end === null || isReference(text, start, end)) continue
    found.push({ kind: 'phone', start, end, why: 'This is a phone number.' })
    last = end
  }
  return found
}

function closes(text: string, open: number): boolean {
  return /^\([^()]{1,8}\)/.test(text.slice(open, open + 10))
}

function readDigits(text: string, start: number): Digits {
  const digits: string[] = []
  const ends: number[] = []
  const apart: boolean[] = []
  let marks = 0
  for (let at = start; at < text.length && digits.length < mostDigits; at++) {
    const character = text[at] ?? ''
    if (character >= '0' && character <= '9') {
      digits.push(character)
      ends.push(at + 1)
      apart.push(marks > 0)
      marks = 0
    } else if (digits.length === 0 || (between.includes(character) && marks < mostBetween)) marks++
    else {
      // "9am" is no part of a number, nor is the end of a code.
      const touches = marks === 0 && /[\p{L}\p{N}%]/u.test(character)
      if (touches) digits.length = Math.max(0, apart.lastIndexOf(true))
      break
    }
  }
  return { digits: digits.join(''), ends, apart }
}

function phoneEnd(read: Digits, hasPlus: boolean): number | null {
  const { digits } = read
  const prefix = hasPlus ? 0 : digits.startsWith('00') ? 2 : null
  if (prefix === null) return endAfter(read, 1, nationalLengths(read, 1))
  const number = digits.slice(prefix)
  if (number.startsWith('44')) {
    const from = prefix + (number[2] === '0' ? 3 : 2)
    return endAfter(read, from, nationalLengths(read, from))
  }
  return countryCode.test(number) ? endAfter(read, prefix, internationalLengths) : null
}

const internationalLengths = Array.from(
  { length: mostInternational - fewestInternational + 1 },
  (_, fewer) => mostInternational - fewer,
)

/** How many digits a number of the United Kingdom has after the 0 or the country code, which end at `from`. */
function nationalLengths({ digits, apart }: Digits, from: number): number[] {
  const first = digits[from] ?? ''
  const marks = apart.slice(from, from + 9).filter(Boolean).length
  if (!/[123789]/.test(first) || marks > mostMarks) return []
  return marks > 0 && /[18]/.test(first) ? [10, 9] : [10]
}

/** Where the first of these numbers of digits ends, counted from `from`, at which a group of digits ends too. */
function endAfter({ digits, ends, apart }: Digits, from: number, lengths: readonly number[]): number | null {
  for (const length of lengths) {
    const last = from + length
    if (digits.length >= last && (digits.length === last || apart[last])) return ends[last - 1] ?? null
  }
  return null
}

function isReference(text: string, start: number, end: number): boolean {
  return (
    /^\d+$/.test(text.slice(start, end)) && referenceBefore.test(text.slice(Math.max(0, start - 40), start))
  )
}
