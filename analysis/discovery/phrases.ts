import { type Corpus, roles } from './corpus.ts'

/** A word or phrase that enough respondents use, whatever the forms of its words. */
export type Phrase = {
  /** In words. */
  length: number
  /** The number of its first word in the corpus, where it first stands. */
  first: number
  /** How many respondents use it, and how often: those before `split`, and the rest. */
  respondents: readonly [number, number]
  times: readonly [number, number]
}

export type Phrases = {
  phrases: Phrase[]
  /** By length less one: the number of the phrase that begins at each word, or −1. */
  at: Int32Array[]
}

export type PhraseOptions = {
  /** In words. */
  longest: number
  /** A phrase is found where at least so many respondents of either side use it. */
  fewest: number
  /** How many respondents, from the first, are one side; the rest are the other. */
  split: number
}

/**
 * Finds the words and phrases that enough respondents use: words side by side, content words at both edges.
 *
 * A phrase of n words is counted only where its first n − 1 words and its last are common enough themselves
 * (the a-priori principle of Agrawal and Srikant, 1994), so the many that are said once cost little.
 */
export function findPhrases(corpus: Corpus, { longest, fewest, split }: PhraseOptions): Phrases {
  const { families, goesOn, length } = corpus
  const counted = { corpus, fewest, split }
  const all = Int32Array.from({ length }, () => 0)
  const words = countedPhrases(counted, all, 1)
  const isCommon = new Uint8Array(corpus.roles.length)
  for (const { first } of words.phrases) isCommon[families[first] ?? 0] = 1

  const phrases: Phrase[] = []
  const at: Int32Array[] = []
  let open = words
  for (let size = 1; ; size++) {
    const numbers = new Map<number, number>()
    for (const [number, phrase] of open.phrases.entries()) {
      if (roleAt(corpus, phrase.first) !== roles.content) continue
      if (roleAt(corpus, phrase.first + size - 1) !== roles.content) continue
      numbers.set(number, phrases.push(phrase) - 1)
    }
    at.push(open.at.map(number => numbers.get(number) ?? -1))
    if (size === longest) return { phrases, at }
    const mayGoOn = open.at.map((number, word) =>
      number !== -1 &&
      roleAt(corpus, word) === roles.content &&
      goesOn[word + size] === 1 &&
      isCommon[families[word + size] ?? 0] === 1
        ? number
        : -1,
    )
    open = countedPhrases(counted, mayGoOn, size + 1)
  }
}

function roleAt({ roles: known, families }: Corpus, word: number): number {
  return known[families[word] ?? 0] ?? roles.none
}

/** The common ones of those phrases of `size` words whose beginnings `open` numbers, at each word or −1. */
function countedPhrases(
  { corpus, fewest, split }: { corpus: Corpus; fewest: number; split: number },
  open: Int32Array,
  size: number,
): { phrases: Phrase[]; at: Int32Array } {
  const { families, firstWords, respondentOf } = corpus
  const numbers = new Map<number, number>()
  const firsts: number[] = []
  const last: number[] = []
  const respondents: [number[], number[]] = [[], []]
  const times: [number[], number[]] = [[], []]
  const at = new Int32Array(corpus.length).fill(-1)
  for (const [answer, respondent] of respondentOf.entries()) {
    const side = respondent < split ? 0 : 1
    const end = firstWords[answer + 1] ?? 0
    for (let word = firstWords[answer] ?? 0; word < end; word++) {
      const beginning = open[word] ?? -1
      const family = families[word + size - 1] ?? 0
      if (beginning === -1 || corpus.roles[family] === roles.none) continue
      const key = beginning * corpus.roles.length + family
      let number = numbers.get(key)
      if (number === undefined) {
        number = firsts.push(word) - 1
        numbers.set(key, number)
        for (const list of [...respondents, ...times]) list.push(0)
        last.push(-1)
      }
      at[word] = number
      times[side][number] = (times[side][number] ?? 0) + 1
      if (last[number] === respondent) continue
      last[number] = respondent
      respondents[side][number] = (respondents[side][number] ?? 0) + 1
    }
  }
  const kept = new Int32Array(firsts.length).fill(-1)
  const phrases: Phrase[] = []
  for (const [number, first] of firsts.entries()) {
    const users = [respondents[0][number] ?? 0, respondents[1][number] ?? 0] as const
    if (Math.max(...users) < fewest) continue
    const phrase = {
      length: size,
      first,
      respondents: users,
      times: [times[0][number] ?? 0, times[1][number] ?? 0] as const,
    }
    kept[number] = phrases.push(phrase) - 1
  }
  return { phrases, at: at.map(number => kept[number] ?? -1) }
}

/** A phrase that a longer one holds in at least this share of its respondents is a part of it: "civil" of "civil service". */
const partShare = 0.6

/** The numbers of the phrases that are hardly said but as a part of one longer phrase. */
export function partsOfLonger({ phrases, at }: Phrases): Set<number> {
  const parts = new Set<number>()
  for (const longer of phrases) {
    for (let size = 1; size < longer.length; size++) {
      for (let offset = 0; offset + size <= longer.length; offset++) {
        const number = at[size - 1]?.[longer.first + offset] ?? -1
        const part = phrases[number]
        if (part !== undefined && users(longer) >= partShare * users(part)) parts.add(number)
      }
    }
  }
  return parts
}

function users({ respondents: [some, others] }: Phrase): number {
  return some + others
}
