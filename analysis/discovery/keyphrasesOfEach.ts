import { type Corpus, readCorpus, roles, type Said } from './corpus.ts'
import { longestPhrase } from './keyphrases.ts'
import { telling } from './telling.ts'
import { commonest } from './wordings.ts'

/** What one response is about, best first. */
export type ResponseKeyphrases = { response: string; keyphrases: { phrase: string; score: number }[] }

/** A phrase of one response: the numbers of its words' families, how often it stands there, and in what wordings. */
type Own = { words: Int32Array; times: number; wordings: Map<string, number> }

/**
 * Finds what each response is about, as seen against all of them: its words and phrases, by how often they stand in
 * it times how telling their words are (see `keyphrases`). No word is in two phrases of the list alone.
 *
 * The words of all responses are counted first; then one response is done at a time, so that results can be written
 * as they come.
 *
 * @param said answers; those of one respondent are one response, in the order in which respondents first come
 * @param most how many phrases are given for each response at most
 * @throws RangeError where `most` is below 0
 * @example
 *   [...keyphrasesOfEach([{ respondent: 'r1', text: 'The ferry timetable is out of date.' }], { most: 1 })]
 *   // [{ response: 'r1', keyphrases: [{ phrase: 'ferry timetable', score: 1.4… }] }]
 */
export function* keyphrasesOfEach(
  said: readonly Said[],
  { most = 10 } = {},
): Generator<ResponseKeyphrases, void> {
  if (!(most >= 0)) throw new RangeError(`keyphrasesOfEach: most is ${most}; it is 0 or more`)
  const corpus = readCorpus(said)
  const bits = bitsOfFamilies(corpus)
  let answer = 0
  for (const [number, response] of corpus.respondents.entries()) {
    const own = new Map<string, Own>()
    for (; corpus.respondentOf[answer] === number; answer++) addPhrases(corpus, answer, own)
    const scored = [...own.values()].map(({ words, times, wordings }) => ({
      words,
      phrase: commonest(wordings),
      score: times * bitsOf(corpus, words, bits),
    }))
    scored.sort((a, b) => b.score - a.score || (a.phrase < b.phrase ? -1 : 1))
    yield { response, keyphrases: withoutRepeats(scored, most) }
  }
}

/** How telling each family is, by its number. */
function bitsOfFamilies({ families, firstWords, respondentOf, roles: known }: Corpus): Float64Array {
  const users = new Int32Array(known.length)
  const last = new Int32Array(known.length).fill(-1)
  let writers = 0
  let lastWriter = -1
  for (const [answer, respondent] of respondentOf.entries()) {
    for (let word = firstWords[answer] ?? 0; word < (firstWords[answer + 1] ?? 0); word++) {
      const family = families[word] ?? 0
      if (lastWriter !== respondent) writers++
      lastWriter = respondent
      if (last[family] === respondent) continue
      last[family] = respondent
      users[family] = (users[family] ?? 0) + 1
    }
  }
  return Float64Array.from(users, count => telling(count, writers))
}

function addPhrases(corpus: Corpus, answer: number, own: Map<string, Own>): void {
  const { families, firstWords, goesOn, starts, ends, roles: known } = corpus
  const text = corpus.answers[answer]?.text ?? ''
  const role = (word: number) => known[families[word] ?? 0]
  const end = firstWords[answer + 1] ?? 0
  for (let first = firstWords[answer] ?? 0; first < end; first++) {
    if (role(first) !== roles.content) continue
    for (let last = first; last < Math.min(end, first + longestPhrase); last++) {
      if (role(last) === roles.none || (last > first && goesOn[last] !== 1)) break
      if (role(last) !== roles.content) continue
      const words = families.subarray(first, last + 1)
      const key = words.join(' ')
      const phrase = own.get(key) ?? { words, times: 0, wordings: new Map<string, number>() }
      const wording = text.slice(starts[first], ends[last]).replace(/\s+/g, ' ')
      phrase.times++
      phrase.wordings.set(wording, (phrase.wordings.get(wording) ?? 0) + 1)
      own.set(key, phrase)
    }
  }
}

function bitsOf({ roles: known }: Corpus, words: Int32Array, bits: Float64Array): number {
  const content = [...words].filter(family => known[family] === roles.content)
  return content.reduce((sum, family) => sum + (bits[family] ?? 0), 0) / Math.sqrt(content.length)
}

/** The best phrases, leaving out one whose words all stand in a better one, or the other way round. */
function withoutRepeats(
  scored: { words: Int32Array; phrase: string; score: number }[],
  most: number,
): { phrase: string; score: number }[] {
  const kept: { words: Int32Array; phrase: string; score: number }[] = []
  for (const candidate of scored) {
    if (kept.length >= most) break
    const repeats = kept.some(
      ({ words }) => isWithin(words, candidate.words) || isWithin(candidate.words, words),
    )
    if (!repeats) kept.push(candidate)
  }
  return kept.map(({ phrase, score }) => ({ phrase, score }))
}

function isWithin(some: Int32Array, others: Int32Array): boolean {
  return some.every(word => others.includes(word))
}
