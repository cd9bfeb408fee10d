/** What a UTF-16 code unit can be to a word. */
export const kinds = {
  /** White space, punctuation and all else that no word holds. */
  other: 0,
  /** A letter, number or mark of any script, an underscore, or an invisible joiner inside words. */
  word: 1,
  /** A letter of a script that sets no space between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese). */
  spaceless: 2,
  /** Half of a pair: its code point decides. */
  surrogate: 3,
  emoji: 4,
  /** A mark that may hold two parts of one word together: apostrophe, hyphen, stop, comma, at sign. */
  joiner: 5,
} as const
export type Kind = (typeof kinds)[keyof typeof kinds]

const spacelessLetter =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u
/** Soft hyphen, and the joiner and non-joiner that Persian and Indic words hold. */
const wordCharacter = /[\p{Letter}\p{Number}\p{Mark}_\u00AD\u200C\u200D]/u
export const apostrophes = "'’＇"
export const hyphens = '-‐‑'
const joiners = `${apostrophes}${hyphens}.,@`
const pictograph = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/u
/** Pictographs by the standard's letter only: these are punctuation and symbols of ordinary text. */
const ordinarySymbols = '©®™‼⁉ℹ↔'

/** The kind of each code unit; `surrogate` for half of a pair. */
export const kindOfUnit = new Uint8Array(0x10000)
for (let unit = 0; unit < kindOfUnit.length; unit++) {
  kindOfUnit[unit] =
    unit >= 0xd800 && unit <= 0xdfff ? kinds.surrogate : kindOfCharacter(String.fromCharCode(unit))
}

function kindOfCharacter(character: string): Kind {
  if (wordCharacter.test(character)) return spacelessLetter.test(character) ? kinds.spaceless : kinds.word
  if (pictograph.test(character) && !ordinarySymbols.includes(character)) return kinds.emoji
  return joiners.includes(character) ? kinds.joiner : kinds.other
}

/** The kind of the code unit at `at`, without looking at its neighbour: `surrogate` for half of a pair. */
export function unitKind(text: string, at: number): number {
  // Past the end, charCodeAt gives NaN, and an array asked for that is slow ever after.
  return at < text.length ? (kindOfUnit[text.charCodeAt(at)] ?? kinds.other) : kinds.other
}

/** The kind of the whole character that begins at `at`; past the end of the text, `other`. */
export function characterKind(text: string, at: number): number {
  const kind = unitKind(text, at)
  return kind === kinds.surrogate ? kindOfCharacter(String.fromCodePoint(text.codePointAt(at) ?? 0)) : kind
}

/** The length in code units of the character that begins at `at`: 1 or 2. */
export function characterLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
}
