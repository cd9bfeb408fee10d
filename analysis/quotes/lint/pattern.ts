/**
 * Regular expressions for "the same words, set differently". Built from a draft's words, so every part of them
 * is escaped, and no repetition stands within another.
 */

const space = String.raw`[\s\u200B\u2060\uFEFF]`
const dash = String.raw`[-\u2010-\u2015\u2212]`
const mark = '["\'“”„‟«»″‘’‚‛‹›`´]'
const parts = new RegExp(`${space}*${dash}+${space}*|${space}+|${mark}+|.`, 'gsu')
const finalStop = new RegExp(`[.,](?=${mark}*$)`, 'u')

/** Where words may begin: not inside one, nor after the negation of a compound ("non-partisan"). */
export const wordStart = String.raw`(?<![\p{L}\p{M}\p{N}])(?<!(?<!\p{L})(?:[Nn]on|[Uu]n|[Aa]nti|[Ii]n|[Dd]is|[Mm]is|[Ee]x|[Pp]seudo|[Qq]uasi)[-\u2010\u2011])`
/** Where words may end: not inside one, nor before the negation of "can’t". */
export const wordEnd = String.raw`(?![\p{L}\p{M}\p{N}])(?!['’‘＇]t(?!\p{L}))`
const wordCharacter = /[\p{L}\p{M}\p{N}]/u

/** How a run of words may differ: at its ends, and whether an end lies inside a word. */
export type Loose = { firstLetter: boolean; finalStop: boolean; insideStart: boolean; insideEnd: boolean }

/**
 * The source of a pattern (flag `u`) that finds `words` whatever their quote marks, dashes and white space;
 * with `firstLetter` in either case, with `finalStop` whether or not the last full stop or comma is there.
 */
export function patternOf(words: string, loose: Loose): string {
  const text = words.normalize('NFC').replace(/\u00AD/g, '')
  const stop = loose.finalStop ? finalStop.exec(text) : null
  const body = stop
    ? [
        ...partsOf(text.slice(0, stop.index)),
        optionalStop(text, stop),
        ...partsOf(text.slice(stop.index + 1)),
      ]
    : partsOf(text)
  if (loose.firstLetter) foldFirst(body)
  const before = !loose.insideStart && wordCharacter.test(firstCharacter(text)) ? wordStart : ''
  const after = !loose.insideEnd && wordCharacter.test(text.slice(-1)) ? wordEnd : ''
  return before + body.join('') + after
}

function partsOf(text: string): string[] {
  return (text.match(parts) ?? []).map(patternOfPart)
}

/** The last stop, there or not; where it is not, the word before it must end all the same. */
function optionalStop(text: string, stop: RegExpExecArray): string {
  const edge = wordCharacter.test(text.charAt(stop.index - 1)) ? wordEnd : ''
  return `${edge}${patternOfPart(stop[0])}?`
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
