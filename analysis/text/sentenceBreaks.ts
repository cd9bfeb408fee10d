/**
 * Where sentences end, by the sentence rules of Unicode Standard Annex 29 and before abbreviations are
 * thought of. `Intl.Segmenter` knows them for every script, but each of its steps copies its whole input, so
 * plain Latin text is read here by the same rules (SB6 to SB11) and the rest is given to it in pieces.
 */

const kinds = {
  other: 0,
  upper: 1,
  lower: 2,
  digit: 3,
  stop: 4,
  mark: 5,
  goesOn: 6,
  close: 7,
  space: 8,
  unknown: 9,
}

/** A stop may also belong to an abbreviation or number (ATerm); a mark ends what it follows (STerm). */
const kindOfUnit = new Uint8Array(0x10000).fill(kinds.unknown)
for (let unit = 0; unit < 0x180; unit++) kindOfUnit[unit] = latinKind(String.fromCharCode(unit))
const generalPunctuation: [string, number][] = [
  ['–—', kinds.goesOn],
  ['‘’‚“”„‹›', kinds.close],
  ['‐‑•†‰€™′″', kinds.other],
  // Three stops in one character; the standard forgets it.
  ['…', kinds.stop],
]
for (const [characters, kind] of generalPunctuation) {
  for (const character of characters) kindOfUnit[character.charCodeAt(0)] = kind
}

function latinKind(character: string): number {
  if (character === '.') return kinds.stop
  if (character === '!' || character === '?') return kinds.mark
  if (',-:;'.includes(character)) return kinds.goesOn
  if (/[\p{Open_Punctuation}\p{Close_Punctuation}"'«»]/u.test(character)) return kinds.close
  if (/\p{Decimal_Number}/u.test(character)) return kinds.digit
  if (/\p{Uppercase}/u.test(character)) return kinds.upper
  if (/\p{Lowercase}/u.test(character)) return kinds.lower
  if (/\p{White_Space}/u.test(character)) return character === '\u0085' ? kinds.unknown : kinds.space
  return character === '\u00AD' || character === 'ƻ' ? kinds.unknown : kinds.other
}

/** Finds the next character at which a sentence may end, or which these rules do not know. */
const notable = /[.!?\u0085\u00AD\u0180-\uFFFF]/g

function kindAt(text: string, at: number): number {
  return kindOfUnit[text.charCodeAt(at)] ?? kinds.unknown
}

/**
 * @param text the text
 * @param start,end the paragraph to look at; line ends inside it count as spaces
 * @returns in order, each place inside the paragraph where a new sentence begins
 */
export function sentenceBreaks(text: string, start: number, end: number): number[] {
  return plainBreaks(text, start, end) ?? segmenterBreaks(text, start, end)
}

/** @returns null where the paragraph holds a character that these few rules do not know */
export function plainBreaks(text: string, start: number, end: number): number[] | null {
  const breaks: number[] = []
  let at = start
  while (at < end) {
    notable.lastIndex = at
    if (!notable.test(text)) break
    at = notable.lastIndex
    if (at > end) break
    const kind = kindAt(text, at - 1)
    if (kind === kinds.unknown) return null
    if (kind !== kinds.stop && kind !== kinds.mark) continue
    const next = afterClosers(text, at, end)
    if (next >= end) break
    if (endsSentence(text, at - 1, next, end)) breaks.push(next)
    at = next
  }
  return breaks
}

function afterClosers(text: string, from: number, end: number): number {
  let at = from
  while (at < end && kindAt(text, at) === kinds.close) at++
  while (at < end && kindAt(text, at) === kinds.space) at++
  return at
}

function endsSentence(text: string, stop: number, next: number, end: number): boolean {
  const following = kindAt(text, next)
  if (following === kinds.goesOn || following === kinds.stop || following === kinds.mark) return false
  if (kindAt(text, stop) === kinds.mark) return true
  if (next === stop + 1) {
    if (following === kinds.digit) return false
    const before = stop === 0 ? kinds.other : kindAt(text, stop - 1)
    if (following === kinds.upper && (before === kinds.upper || before === kinds.lower)) return false
  }
  // A stop before a lower-case word, with nothing but numbers and signs between, is no end.
  for (let at = next; at < end; at++) {
    const kind = kindAt(text, at)
    if (kind === kinds.lower) return false
    if (kind === kinds.upper || kind === kinds.stop || kind === kinds.mark || kind === kinds.unknown) break
  }
  return true
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** The longest piece given to the segmenter at once, in code units. */
const longestPiece = 1500

function segmenterBreaks(text: string, start: number, end: number): number[] {
  const breaks: number[] = []
  let from = start
  while (from < end) {
    const to = pieceEnd(text, from, end)
    const piece = text.slice(from, to).replaceAll('\n', ' ').replaceAll('…', '.')
    let last = from
    for (const { index } of segmenter.segment(piece)) {
      if (index > 0) breaks.push(from + index)
      last = from + index
    }
    // The last sentence of a piece may go on: begin again where it began, unless it fills the piece.
    from = to < end && last > from ? last : to
  }
  return breaks
}

/** Never between the halves of a surrogate pair. */
function pieceEnd(text: string, from: number, end: number): number {
  const to = Math.min(from + longestPiece, end)
  return to < end && (text.codePointAt(to - 1) ?? 0) > 0xffff ? to - 1 : to
}
