import type { Answer } from '../model.ts'
import { foreignSentences, mayBeEnglish, type ReadText } from '../tagging/foreign.ts'
import { WordTable } from '../tagging/wordTable.ts'
import { CodeUnits } from '../text/codeUnits.ts'
import { isForeignWord } from '../text/language/detect.ts'
import { sentences } from '../text/sentences.ts'
import { stem } from '../text/stem.ts'
import { wordForm } from '../text/tokens.ts'
import { WordScanner } from '../text/wordScanner.ts'
import { isFunctionWord, isLinkWord } from './functionWords.ts'

/** What discovery needs to know of an answer. Where its `language` is given, that is believed. */
export type Said = Pick<Answer, 'respondent' | 'text' | 'language'>

/** What a word is to a phrase: it may stand anywhere, only inside ("of"), or nowhere ("was", "2019"). */
export const roles = { content: 0, link: 1, none: 2 } as const
type Role = (typeof roles)[keyof typeof roles]

/** All words of some answers as numbers of their families, respondent by respondent. */
export type Corpus<Text extends Said = Said> = {
  /** Each respondent's answers together, respondents as they first came. */
  answers: readonly Text[]
  respondents: readonly string[]
  /** How many words there are; the four lists below may be longer. */
  length: number
  families: Int32Array
  starts: Int32Array
  ends: Int32Array
  /** 1 where a word goes on from the one before it with nothing but spaces between. */
  goesOn: Uint8Array
  /** Where each answer's words begin, and one more: where the last ends. */
  firstWords: Int32Array
  /** The respondent of each answer, by number. */
  respondentOf: Int32Array
  /** The role of each family, by number. */
  roles: readonly Role[]
}

/** Words that there is room for at first; the room doubles when it is full. */
const firstRoom = 1024

/**
 * Reads answers into numbers. Words of one family (see `stem`) have one number, so that what follows counts
 * integers. Stems and function words are English, so words of sentences in another language are read as one family
 * that stands in no phrase. Memory: 13 bytes a word, and the texts.
 */
export function readCorpus<Text extends Said>(said: readonly Text[]): Corpus<Text> {
  const byRespondent = new Map<string, Text[]>()
  for (const answer of said) {
    const own = byRespondent.get(answer.respondent)
    if (own === undefined) byRespondent.set(answer.respondent, [answer])
    else own.push(answer)
  }
  const answers = [...byRespondent.values()].flat()
  const numbers = new Map([...byRespondent.keys()].map((respondent, at) => [respondent, at]))
  const { numberOf, roles, isForeign } = familyNumbers()
  const words = new WordTable()
  const memory = new CodeUnits()
  const firstWords = new Int32Array(answers.length + 1)
  let [families, starts, ends] = [newList(), newList(), newList()]
  let goesOn = new Uint8Array(firstRoom)
  let length = 0
  for (const [at, { text, language }] of answers.entries()) {
    const first = length
    firstWords[at] = first
    let foreignWords = 0
    let before = -1
    const units = memory.of(text)
    const scanner = new WordScanner(text, 'whole')
    while (scanner.next()) {
      if (length === families.length) {
        families = doubled(families)
        starts = doubled(starts)
        ends = doubled(ends)
        const wider = new Uint8Array(families.length)
        wider.set(goesOn)
        goesOn = wider
      }
      const family = words.get(units, scanner.start, scanner.end, scanner.hash, numberOf)
      if (isForeign[family]) foreignWords++
      families[length] = family
      starts[length] = scanner.start
      ends[length] = scanner.end
      goesOn[length] = before !== -1 && onlySpaces(text, before, scanner.start) ? 1 : 0
      before = scanner.end
      length++
    }
    const own = families.subarray(first, length)
    if (language !== undefined) {
      if (!mayBeEnglish(language)) own.fill(foreignFamily)
    } else if (foreignWords > 0) {
      const isForeignAt = (word: number) => isForeign[own[word] ?? 0] === true
      const read = { text, length: own.length, starts: starts.subarray(first, length), foreignWords }
      blank(own, { ...read, isForeign: isForeignAt })
    }
  }
  firstWords[answers.length] = length
  const respondentOf = Int32Array.from(answers, ({ respondent }) => numbers.get(respondent) ?? 0)
  const respondents = [...byRespondent.keys()]
  return { answers, respondents, length, families, starts, ends, goesOn, firstWords, respondentOf, roles }
}

/** The content families of an answer, each once. */
export function contentOf({ families, firstWords, roles: known }: Corpus, answer: number): Set<number> {
  const own = families.subarray(firstWords[answer], firstWords[answer + 1])
  return new Set(own.filter(family => known[family] === roles.content))
}

/** The number of the family of all words in other languages. */
const foreignFamily = 0

/** Puts the words of an answer's foreign sentences into their own family. */
function blank(families: Int32Array, read: ReadText): void {
  const isForeign = foreignSentences(read)
  const foreign = sentences(read.text).flatMap(sentence => {
    const first = firstFrom(read, sentence.start)
    const end = firstFrom(read, sentence.end)
    return first < end && isForeign(sentence, first) ? [[first, end] as const] : []
  })
  for (const [first, end] of foreign) families.fill(foreignFamily, first, end)
}

/** The first word of a text that begins at or after a place. */
function firstFrom({ starts, length }: ReadText, place: number): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) < place) low = middle + 1
    else high = middle
  }
  return low
}

/** Gives each family a number, and each number its role and whether it speaks for another language. */
function familyNumbers(): { numberOf: (written: string) => number; roles: Role[]; isForeign: boolean[] } {
  const known = new Map<string, number>()
  const rolesOf: Role[] = [roles.none]
  const isForeign = [true]
  const numberOf = (written: string): number => {
    const word = wordForm(written)
    // A function word is a family of its own: stems are for words that name something.
    const family = isFunctionWord(word) ? `= ${word}` : stem(word)
    const number = known.get(family)
    if (number !== undefined) return number
    known.set(family, rolesOf.length)
    isForeign.push(isForeignWord(written))
    return rolesOf.push(roleOf(word)) - 1
  }
  return { numberOf, roles: rolesOf, isForeign }
}

/** A phrase is made of words with letters; an address, a number and an emoji name no subject. */
function roleOf(word: string): Role {
  if (isFunctionWord(word)) return isLinkWord(word) ? roles.link : roles.none
  return /\p{L}.*\p{L}|\p{scx=Han}/u.test(word) && !/^(?:https?:|www\.)|@/.test(word)
    ? roles.content
    : roles.none
}

function onlySpaces(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!' \t\u00A0'.includes(text[at] ?? '')) return false
  return true
}

function newList(): Int32Array<ArrayBuffer> {
  return new Int32Array(firstRoom)
}

function doubled(list: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(list.length * 2)
  larger.set(list)
  return larger
}
