import type { Answer } from '../../model.ts'
import { mixed } from './mixed.ts'
import type { Reader } from './reader.ts'
import type { TextWords } from './textWords.ts'

/** A text that one or more people sent, word for word. */
export type DistinctText = {
  /** From its words alone: the same wherever and with whatever else it is found. 53 bits. */
  key: number
  /** Who sent it, with case and punctuation of their own. Ordered by id, so that the first does not depend on the file. */
  answers: Answer[]
  /** How many respondents. */
  respondents: number
}

/**
 * Collapses answers with the same words, so that ten thousand copies of one letter cost as much as one. Answers
 * of fewer than `fewestWords` different words are left out.
 *
 * @returns the texts in an order that depends on their words alone
 */
export function distinctTexts(answers: Answer[], reader: Reader, fewestWords: number): DistinctText[] {
  const byKey = new Map<number, Answer[]>()
  for (const answer of answers) {
    const words = reader.read(answer.text)
    if (!hasDifferentWords(words, fewestWords)) continue
    const key = keyOf(words)
    const same = byKey.get(key)
    if (same) same.push(answer)
    else byKey.set(key, [answer])
  }
  return [...byKey]
    .sort(([a], [b]) => a - b)
    .map(([key, same]) => ({
      key,
      answers: same.sort((a, b) => (a.id < b.id ? -1 : 1)),
      respondents: new Set(same.map(({ respondent }) => respondent)).size,
    }))
}

/** The answer that a distinct text is shown by. */
export function firstOf(answers: Answer[]): Answer {
  const [first] = answers
  if (!first) throw new Error('firstOf: a text that nobody sent')
  return first
}

/** Different ones, since a word or an emoji over and over says no more than once. */
function hasDifferentWords({ numbers, length }: TextWords, fewest: number): boolean {
  const different = new Set<number>()
  for (let word = 0; word < length && different.size < fewest; word++) different.add(numbers[word] ?? 0)
  return different.size >= fewest
}

function keyOf({ numbers, length }: TextWords): number {
  let high = 0x9e3779b9
  let low = length
  for (let word = 0; word < length; word++) {
    const number = numbers[word] ?? 0
    high = Math.imul(high ^ number, 0x9e3779b1)
    low = Math.imul(low ^ number, 0x5f356495)
    high ^= low >>> 15
    low ^= high >>> 13
  }
  return (mixed(high) >>> 11) * 2 ** 32 + mixed(low)
}
