import { type Corpus, readCorpus, roles, type Said } from './corpus.ts'
import { findPhrases, type Phrase, type Phrases, partsOfLonger } from './phrases.ts'
import { telling } from './telling.ts'
import { wordingsOf } from './wordings.ts'

/** A word or phrase that says what many respondents write about. */
export type Keyphrase = {
  /** As it is mostly written; it stands for all forms of its words. */
  phrase: string
  /** More than 0; of use only to put the phrases of one corpus in order. */
  score: number
  /** How many respondents use it. */
  respondents: number
  /** How often it stands in all answers. */
  times: number
}

export type KeyphraseOptions = {
  /** Phrases that fewer respondents use are left out: a phrase of one respondent is testimony. 2 or more; 2 where not given. */
  fewest?: number
  /** How many phrases are given at most. 50 where not given. */
  most?: number
}

/** The longest phrase, in words: "access to public transport" has four. */
export const longestPhrase = 4

/**
 * Finds the words and phrases that say what a corpus is about: those that many respondents use, of words that tell
 * respondents apart. A phrase begins and ends with a content word; a word that is hardly said but inside one longer
 * phrase is left out for it.
 *
 * The score is the number of respondents times the sum of how telling the phrase's words are (`telling`, in bits)
 * over the square root of how many they are. How this was chosen over RAKE, YAKE and TextRank is told in
 * docs/decisions/0011-keyphrases.md.
 *
 * @param said answers; several may share a respondent, who counts once
 * @returns the phrases, best first; empty where nothing is shared. Time and memory are linear in the length of the texts
 * @throws RangeError where an option is out of range
 * @example
 *   keyphrases(
 *     ['The ferry timetable is out of date.', 'Nobody minds the ferry timetable.', 'More buses.'].map(
 *       (text, i) => ({ respondent: `r${i}`, text }),
 *     ),
 *   ) // [{ phrase: 'ferry timetable', score: 2.8…, respondents: 2, times: 2 }]
 */
export function keyphrases(
  said: readonly Said[],
  { fewest = 2, most = 50 }: KeyphraseOptions = {},
): Keyphrase[] {
  if (!(fewest >= 2)) throw new RangeError(`keyphrases: fewest is ${fewest}; it is 2 or more`)
  if (!(most >= 0)) throw new RangeError(`keyphrases: most is ${most}; it is 0 or more`)
  const corpus = readCorpus(said)
  const found = findPhrases(corpus, { fewest, longest: longestPhrase, split: corpus.respondents.length })
  const scored = scoredPhrases(corpus, found)
  // With all that equal the last, so that the order of the answers decides nothing.
  const least = scored[most - 1]?.score ?? 0
  const best = most === 0 ? [] : scored.filter(({ score }) => score >= least)
  const wordings = wordingsOf(
    corpus,
    found,
    best.map(({ number }) => number),
  )
  return best
    .map(({ number, ...rest }) => ({ phrase: wordings.get(number) ?? '', ...rest }))
    .sort((a, b) => b.score - a.score || (a.phrase < b.phrase ? -1 : 1))
    .slice(0, most)
}

/** The phrases with their scores, best first. */
export function scoredPhrases(
  corpus: Corpus,
  found: Phrases,
): { number: number; score: number; respondents: number; times: number }[] {
  const parts = partsOfLonger(found)
  return found.phrases
    .flatMap((phrase, number) => {
      if (parts.has(number)) return []
      const [respondents] = phrase.respondents
      const score = respondents * tellingOf(corpus, found, phrase)
      return [{ number, score, respondents, times: phrase.times[0] }]
    })
    .sort((a, b) => b.score - a.score)
}

/** How telling a phrase's content words are together. All are in `found`, since each is at least as common. */
function tellingOf(corpus: Corpus, { phrases, at }: Phrases, { first, length }: Phrase): number {
  let bits = 0
  let words = 0
  for (let word = first; word < first + length; word++) {
    if (corpus.roles[corpus.families[word] ?? 0] !== roles.content) continue
    words++
    bits += telling(phrases[at[0]?.[word] ?? -1]?.respondents[0] ?? 1, corpus.respondents.length)
  }
  return bits / Math.sqrt(words)
}
