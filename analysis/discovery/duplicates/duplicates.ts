import type { Answer } from '../../model.ts'
import { type Corpus, campaignsIn } from './campaigns.ts'
import { joinAlike, signed } from './candidates.ts'
import { clusterOf } from './cluster.ts'
import { type DistinctText, distinctTexts } from './distinctTexts.ts'
import { isAlike } from './likeness.ts'
import { pairsOf } from './pairs.ts'
import { Reader } from './reader.ts'
import type { Duplicates } from './result.ts'

export type DuplicateOptions = {
  /** The Jaccard likeness from which two texts are alike, besides partial copies; above 0, up to 1. Default 0.5. */
  threshold?: number
  /** Wording that people were given and may have copied: questions, letterheads. Where five words in a row are from it, they are left out. */
  wording?: readonly string[]
  /** Answers of fewer different words of their own are never compared; at least 5. Default 10. */
  fewestWords?: number
  /** The same seed (a whole number) finds the same candidates. Default 1. */
  seed?: number
  /** Is told from time to time how many of how many different texts are read. */
  onProgress?: (done: number, of: number) => void
}

const shortest = 5

/**
 * Finds answers that are copies of one another, and the letters of campaigns, with what each person changed or added.
 *
 * Each answer is compared by itself, with those of every other respondent, under whichever question they stand. An
 * answer becomes its set of three-word shingles (words in any script, without case or punctuation). Answers with
 * the same words count as one text. Texts that agree in a band of their MinHash signatures, or share fifteen words
 * in a row, are compared exactly. Two are alike where their Jaccard likeness reaches `threshold`, or where one is
 * a partial copy: at least 25 words and half of the shorter are shared, and they make a tenth of the longer or
 * more. Of texts that are joined so, the most central is the source; a cluster is what is like the source, or holds
 * half of the text that most of those like it share. So a chain of likenesses joins nothing, and neither does a
 * greeting. An answer is in one cluster at most.
 *
 * Answers of fewer than `fewestWords` different words are left out: "I agree with the proposal" is no campaign. So are
 * non-answers, which are shorter. One person's answers among themselves make no cluster.
 *
 * Time grows with the number of words. Memory beside the answers is about 10 bytes a word and 300 bytes a text.
 *
 * @param answers texts as stored, with different ids
 * @returns clusters of responses (`Answer.respondent`), which do not depend on the order of the answers
 * @throws RangeError for an option out of its range
 * @example
 * const letter = 'Keep the night ferry, which carries nurses to the island when no other boat sails.'
 * const { clusters } = duplicates([
 *   { id: '1', respondent: 'A', question: 'Views', text: letter },
 *   { id: '2', respondent: 'B', question: 'Views', text: `${letter} My mother is one of them.` },
 * ])
 * clusters[0].members[1].added // [{ start: 83, end: 108, text: 'My mother is one of them.' }]
 */
export function duplicates(answers: Answer[], options: DuplicateOptions = {}): Duplicates {
  const { threshold = 0.5, wording = [], fewestWords = 10, seed = 1, onProgress } = options
  check('threshold', threshold, threshold > 0 && threshold <= 1)
  check('fewestWords', fewestWords, Number.isInteger(fewestWords) && fewestWords >= shortest)
  check('seed', seed, Number.isSafeInteger(seed))
  const reader = new Reader(wording)
  const texts = distinctTexts(answers, reader, fewestWords)
  const signatures = signed(texts, reader, seed, onProgress)
  const { sets } = signatures
  const corpus: Corpus = { texts, sets, reader, threshold }
  const groups = joinAlike(signatures, texts.length, (a, b) => isAlike(sets.of(a), sets.of(b), threshold))
  const found = groups
    .all()
    .filter(group => sentBySeveral(texts, group))
    .flatMap(group => campaignsIn(corpus, group))
    .filter(campaign => campaign.shared.size > 0 && sentBySeveral(texts, campaign.texts))
    .map(campaign => ({ campaign, cluster: clusterOf(corpus, campaign) }))
    .sort((a, b) => b.cluster.size - a.cluster.size || (a.cluster.id < b.cluster.id ? -1 : 1))
  const compared = texts.reduce((sum, text) => sum + text.answers.length, 0)
  return {
    clusters: found.map(({ cluster }) => cluster),
    pairs: found.flatMap(({ campaign, cluster }) => pairsOf(corpus, campaign, cluster)),
    compared,
    tooShort: answers.length - compared,
  }
}

/** What one person wrote several times is no campaign. */
function sentBySeveral(texts: DistinctText[], group: number[]): boolean {
  const senders = new Set<string>()
  for (const text of group) {
    for (const { respondent } of texts[text]?.answers ?? []) {
      senders.add(respondent)
      if (senders.size > 1) return true
    }
  }
  return false
}

function check(name: string, value: number, holds: boolean): void {
  if (!holds) throw new RangeError(`duplicates: ${name} ${value} is out of its range`)
}
