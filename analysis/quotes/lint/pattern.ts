/**
 * Regular expressions for "the same words, set differently". Built from a draft's words, so every part of them
 * is escaped, and no repetition stands within another.
 */

const space = String.raw`[\s\u200B\u2060\uFEFF]`
const dash = String.raw`[-\u2010-\u2015\u2212]`
const mark = '["\'“”„‟«»″‘’‚‛‹›`´]'
const parts = new RegExp(`${space}*${dash}+${space}*|${space}+|${mark}+|.`, 'gsu')
const finalStop = new RegExp(`[.,](?=${mark}*$)`, 'u')

export const wordStart = String.raw`(?<![\p{L}\p{M}\p{N}])`
export const wordEnd = String.raw`(?![\p{L}\p{M}\p{N}])`
const wordCharacter = /[\p{L}\p{M}\p{N}]/u

/** How a run of words may differ: at its ends, and whether an end lies inside a word. */
export type Loose = { firstLetter: boolean; finalStop: boolean; insideStart: boolean; insideEnd: boolean }

/**
 * The source of a pattern (flag `u`) that finds `words` whatever their quote marks, dashes and white space;
 * with `firstLetter` in either case, with `finalStop` whether or not the last full stop or comma is there.
 */
export function patternOf(words: string, loose: Loose): string {
  const plain = words.normalize('NFC').replace(/\u00AD/g, '')
  const text = loose.finalStop ? plain.replace(finalStop, '') : plain
  const body = (text.match(parts) ?? []).map(patternOfPart)
  if (loose.firstLetter) foldFirst(body)
  const first = firstCharacter(text)
  const last = text.at(-1) ?? ''
  const before = !loose.insideStart && wordCharacter.test(first) ? wordStart : ''
  const after = !loose.insideEnd && wordCharacter.test(last) ? wordEnd : ''
  return before + body.join('') + after
}

function patternOfPart(part: string): string {
  if (new RegExp(dash, 'u').test(part)) return `${space}*${dash}+${space}*`
  if (new RegExp(space, 'u').test(part)) return `${space}+`
  if (new RegExp(mark, 'u').test(part)) return `${mark}+`
  return part.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}

function foldFirst(body: string[]): void {
  const i = body.findIndex(part => /^\p{L}$/u.test(part))
  const letter = body[i]
  if (letter === undefined || body.slice(0, i).some(part => !part.startsWith('['))) return
  const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
  if (other !== letter) body[i] = `(?:${letter}|${other})`
}

/** A pattern for the words that a bracket stands for: none, or up to eight whole words of the source. */
export const replacedWords = String.raw`((?:\s+\S+){0,8}?\s*)`

/** A pattern for the part of a word that a bracket inside it stands for. */
export const replacedLetters = String.raw`([\p{L}\p{M}'’-]{0,12}?)`

function firstCharacter(text: string): string {
  return /^./su.exec(text)?.[0] ?? ''
}
