import { isEnglishWord, isForeignWord } from '../text/language/detect.ts'
import { americanPrefix, americanSpelling, oddSpellings, sharedStart } from '../text/spelling.ts'
import { stem, withoutAccents } from '../text/stem.ts'
import { beyondAscii, wordForm } from '../text/tokens.ts'
import { mayOpenAddress } from '../text/wordScanner.ts'
import { LetterTable } from './letterTable.ts'
import { type NegationRole, negationRole, negationRoles } from './negationWords.ts'
import type { Atom } from './rule.ts'
import { startsOfFamily } from './starts.ts'
import { WordTable } from './wordTable.ts'

/** For what languages a word speaks: for other ones alone, for English alone, or for nothing certain. */
const voices = ['none', 'english', 'others'] as const
export type Voice = (typeof voices)[number]

/**
 * What a word of a text is to the codebook: the atoms that it matches, what it does to a negation, and for what
 * languages it speaks. It is known by its number, its place in `Vocabulary.classes`.
 */
export type WordClass = { atoms: readonly number[]; role: NegationRole; voice: Voice }

/**
 * Classes of words that no rule can use come first, by voice and then by role; from this number on, words match
 * atoms.
 */
export const firstMatching = voices.length * negationRoles.length
/** In the place of a class: letters that may be the beginning of an address. */
export const mayBeAddress = -2
/** The first class that may be of a word of other languages. */
export const firstForeign = voices.indexOf('others') * negationRoles.length

/**
 * The words of a codebook's rules, each atom with a number. A word of a text is looked up as written; only
 * the first time is it stemmed and compared with prefixes, so cost does not depend on the number of rules.
 */
export class Vocabulary {
  readonly #families = new Map<string, number>()
  readonly #prefixes = new Map<string, number[]>()
  readonly #exact = new Map<string, number>()
  readonly #atoms = new Map<string, number>()
  readonly #prefixLengths = new Set<number>()
  readonly classes: WordClass[] = voices.flatMap(voice =>
    negationRoles.map(role => ({ atoms: [], role, voice })),
  )
  readonly #classes = new Map<string, number>()
  /** The classes of words that were met before: those of few plain letters, and the others. */
  readonly #plain = new LetterTable()
  readonly #others = new WordTable()
  readonly #make = (written: string): number => this.#classify(written)

  /** Takes in an atom of a rule. @returns its number, the same for atoms that match the same words */
  add(atom: Atom): number {
    const form = wordForm(atom.value)
    const value =
      atom.kind === 'family' ? stem(atom.value) : atom.kind === 'prefix' ? form : exactForm(atom.value)
    const key = `${atom.kind} ${value}`
    const known = this.#atoms.get(key)
    if (known !== undefined) return known
    const id = this.#atoms.size
    this.#atoms.set(key, id)
    if (atom.kind === 'family') this.#families.set(value, id)
    else if (atom.kind === 'exact') this.#exact.set(value, id)
    else for (const spelling of prefixSpellings(value)) this.#addPrefix(spelling, id)
    return id
  }

  #addPrefix(spelling: string, id: number): void {
    this.#prefixLengths.add(spelling.length)
    const ids = this.#prefixes.get(spelling)
    if (ids === undefined) this.#prefixes.set(spelling, [id])
    else ids.push(id)
  }

  /** The number of the class of the word at `[start, end)` of a text's code units, by its hash too. */
  classAt(units: Uint16Array, start: number, end: number, hash: number): number {
    return this.#others.get(units, start, end, hash, this.#make)
  }

  /** The same for a word of plain letters, by the three numbers that a `LetterTable` knows it by; or `mayBeAddress`. */
  classOfLetters(
    first: number,
    second: number,
    third: number,
    text: string,
    start: number,
    end: number,
  ): number {
    const known = this.#plain.get(first, second, third)
    return known !== -1 ? known : this.#keep(first, second, third, text.slice(start, end))
  }

  #keep(first: number, second: number, third: number, word: string): number {
    const made = mayOpenAddress(word, 0) ? mayBeAddress : this.#classify(word)
    this.#plain.set(first, second, third, made)
    return made
  }

  /** The numbers of the atoms that a word of a text matches. */
  atomsOf(written: string): readonly number[] {
    return this.classes[this.#classify(written)]?.atoms ?? []
  }

  /**
   * How words begin that match some atom, in letters and digits of ASCII and lower case: a word of nothing but
   * ASCII that begins with none of these matches no atom. May hold the empty start, which begins every word.
   */
  starts(): Set<string> {
    const starts = [
      ...[...this.#families.keys()].flatMap(startsOfFamily),
      ...[...this.#prefixes.keys()].map(sharedStart),
      ...this.#exact.keys(),
      ...[...oddSpellings.keys()].filter(word => this.atomsOf(word).length > 0),
    ]
    return new Set(starts.map(start => /^[a-z0-9]*/.exec(start.toLowerCase())?.[0] ?? ''))
  }

  #addByPrefix(spelling: string, atoms: number[]): void {
    for (const length of this.#prefixLengths) {
      if (length > spelling.length) continue
      for (const id of this.#prefixes.get(spelling.slice(0, length)) ?? []) atoms.push(id)
    }
  }

  #classify(written: string): number {
    const word = wordForm(written)
    const atoms: number[] = []
    const family = this.#families.get(stem(written))
    if (family !== undefined) atoms.push(family)
    const exact = this.#exact.get(exactForm(written))
    if (exact !== undefined) atoms.push(exact)
    this.#addByPrefix(word, atoms)
    const american = americanSpelling(withoutAccents(word))
    if (american !== word) this.#addByPrefix(american, atoms)
    const role = negationRole(word)
    const voice = voiceOf(written)
    if (atoms.length === 0) return voices.indexOf(voice) * negationRoles.length + negationRoles.indexOf(role)
    const sorted = [...new Set(atoms)].sort((a, b) => a - b)
    const key = `${role} ${voice} ${sorted.join(' ')}`
    const known = this.#classes.get(key)
    if (known !== undefined) return known
    const made = this.classes.push({ atoms: sorted, role, voice }) - 1
    this.#classes.set(key, made)
    return made
  }
}

function voiceOf(written: string): Voice {
  if (isForeignWord(written)) return 'others'
  return isEnglishWord(written) ? 'english' : 'none'
}

/** A prefix as written, without accents, and in American spelling. */
function prefixSpellings(prefix: string): Set<string> {
  const plain = withoutAccents(prefix)
  return new Set([prefix, plain, americanPrefix(plain)])
}

function exactForm(written: string): string {
  if (!beyondAscii.test(written)) return written
  return written.replace(/[’＇]/g, "'").normalize('NFC')
}
