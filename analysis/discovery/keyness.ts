import { readCorpus, type Said } from './corpus.ts'
import { findPhrases, partsOfLonger } from './phrases.ts'
import { benjaminiHochberg } from './statistics/benjaminiHochberg.ts'
import { chiSquaredTail } from './statistics/chiSquaredTail.ts'
import { logLikelihood } from './statistics/logLikelihood.ts'
import { logRatio } from './statistics/logRatio.ts'
import { wordingsOf } from './wordings.ts'

/** How much more, or less, one group of respondents uses a word or phrase than another. */
export type KeyTerm = {
  /** As it is mostly written. It stands for all forms of its words: "manager" for "managers" and "managerial" too. */
  term: string
  /** Signed G²: positive where the first group uses it more. */
  g2: number
  /** How many times as common, in doublings. */
  logRatio: number
  /** How often chance alone gives a difference so large, 0 to 1. */
  p: number
  /** The same adjusted for how many terms were looked at: keep those up to q, and at most that share is chance. */
  q: number
  /** How many respondents of the first group use it, and of the other. */
  respondents: number
  respondentsAgainst: number
  /** How often it stands in the answers of the first group, and of the other. */
  times: number
  timesAgainst: number
}

export type KeynessOptions = {
  /** Terms that fewer respondents use, in both groups, are left out. 3 where not given. */
  fewest?: number
  /** The longest term in words, 1 to 4. 3 where not given. */
  longest?: number
}

/**
 * Finds the words and phrases that one group of respondents uses more, or less, than another.
 *
 * What is counted is **respondents**, not words: G² and the log ratio compare the share of respondents who use a
 * term, so that one who rambles makes no keyword (Egbert and Biber, "Incorporating text dispersion into keyword
 * analyses", Corpora 14(1), 2019). How often it stands in all is given beside (`times`). Where one group writes far
 * longer answers than the other, it uses most words more; then the log ratios say it by being nearly all of one sign.
 *
 * @param said the answers of the group
 * @param against the answers of the group that it is held against; a respondent's id names another person there
 * @returns every term that enough respondents use, the strongest difference first; empty where a group has no
 *   answers. Time and memory are linear in the length of the texts
 * @throws RangeError where an option is out of range
 * @example
 *   keyness(
 *     ['a', 'b', 'c'].map(respondent => ({ respondent, text: 'The ferry was late.' })),
 *     ['d', 'e', 'f'].map(respondent => ({ respondent, text: 'The bus was late.' })),
 *   )[0] // { term: 'bus', g2: -8.3…, logRatio: -2.6…, respondents: 0, respondentsAgainst: 3, … }
 */
export function keyness(
  said: readonly Said[],
  against: readonly Said[],
  { fewest = 3, longest = 3 }: KeynessOptions = {},
): KeyTerm[] {
  if (!(fewest >= 1)) throw new RangeError(`keyness: fewest is ${fewest}; it is 1 or more`)
  if (![1, 2, 3, 4].includes(longest)) throw new RangeError(`keyness: longest is ${longest}; it is 1 to 4`)
  if (said.length === 0 || against.length === 0) return []
  const corpus = readCorpus([...named(said, 'for'), ...named(against, 'against')])
  const size = new Set(said.map(({ respondent }) => respondent)).size
  const sizeAgainst = corpus.respondents.length - size
  const found = findPhrases(corpus, { fewest, longest, split: size })
  const parts = partsOfLonger(found)
  const kept = [...found.phrases.keys()].filter(number => !parts.has(number))
  const wordings = wordingsOf(corpus, found, kept)
  const terms = kept.map(number => {
    const { respondents = [0, 0], times = [0, 0] } = found.phrases[number] ?? {}
    const g2 = logLikelihood(respondents[0], size, respondents[1], sizeAgainst)
    return {
      term: wordings.get(number) ?? '',
      g2,
      logRatio: logRatio(respondents[0], size, respondents[1], sizeAgainst),
      p: chiSquaredTail(Math.abs(g2)),
      q: 1,
      respondents: respondents[0],
      respondentsAgainst: respondents[1],
      times: times[0],
      timesAgainst: times[1],
    }
  })
  const adjusted = benjaminiHochberg(terms.map(({ p }) => p))
  return terms
    .map((term, at) => ({ ...term, q: adjusted[at] ?? 1 }))
    .sort((a, b) => Math.abs(b.g2) - Math.abs(a.g2) || (a.term < b.term ? -1 : 1))
}

/** Ids that stay apart where both groups have a respondent 1. */
function named(said: readonly Said[], group: string): Said[] {
  return said.map(({ respondent, text }) => ({ respondent: `${group} ${respondent}`, text }))
}
