import type { Answer, Span } from '../model.ts'
import { sentences } from '../text/sentences.ts'
import { Bonds } from './bonds.ts'
import { type Cluster, clusters } from './clusters.ts'
import { type Corpus, readCorpus } from './corpus.ts'
import { scoredPhrases } from './keyphrases.ts'
import { findPhrases, type Phrases } from './phrases.ts'
import { sentenceVectors } from './sentenceVectors.ts'
import { wordingsOf } from './wordings.ts'

/** A subject that respondents write about and the codebook may lack. A person decides whether it is a theme. */
export type ThemeProposal = {
  /** The best of its keyphrases. */
  name: string
  /** What its sentences share, best first. */
  keyphrases: string[]
  /** How many respondents wrote its sentences. */
  respondents: number
  /** How close its sentences are to their centre on average (cosine), 0 to 1. */
  cohesion: number
  /** Its sentences, those closest to the centre first. */
  sentences: (Span & { answer: string; respondent: string; closeness: number })[]
}

export type ProposalOptions = {
  /** How many respondents a proposal has at least. 3 or more; 3 where not given. */
  fewest?: number
  /** How many proposals are made at most. 20 where not given. */
  most?: number
}

type Sentence = Span & { answer: string; respondent: string; text: string }

/** A sentence is a member where its cosine with the centre is at least this: about one telling word in four shared. */
const closest = 0.25
/** How many of a cluster's weightiest words are looked at for two that belong together. */
const wordsTried = 6
const mostKeyphrases = 5
/** Clusters are begun from so many times as many phrases as proposals are wanted. */
const seedsEach = 3

/**
 * Proposes themes that a codebook lacks: clusters of sentences that nobody and no rule has coded, named by what they
 * share. A cluster is proposed only where two of its weightiest words come together beyond chance in the sentences that
 * nobody has coded (see `Bonds`); where none do, nothing is proposed. Clusters begin from the keyphrases of those
 * sentences, and no lots are drawn.
 *
 * @param answers every answer
 * @param coded spans that have a tag or a coding; a sentence that shares letters with one is left out
 * @returns the proposals, those of most respondents first. Time is linear in the length of the texts
 * @throws RangeError where an option is out of range
 * @example
 *   const texts = ['Damp walls at school.', 'Our damp walls are ignored.', 'The damp walls again.', 'More buses.', 'Goats.']
 *   themeProposals(texts.map((text, i) => ({ id: `a${i}`, respondent: `r${i}`, text })), [])[0]?.name // 'damp walls'
 */
export function themeProposals(
  answers: readonly Pick<Answer, 'id' | 'respondent' | 'text'>[],
  coded: readonly (Span & { text: string })[],
  { fewest = 3, most = 20 }: ProposalOptions = {},
): ThemeProposal[] {
  if (!(fewest >= 3)) throw new RangeError(`themeProposals: fewest is ${fewest}; it is 3 or more`)
  if (!(most >= 0)) throw new RangeError(`themeProposals: most is ${most}; it is 0 or more`)
  const corpus = readCorpus(uncoded(answers, coded))
  const found = findPhrases(corpus, { fewest, longest: 3, split: corpus.respondents.length })
  const isShared = new Uint8Array(corpus.roles.length)
  for (const { first } of found.phrases) isShared[corpus.families[first] ?? 0] = 1
  const vectors = sentenceVectors(corpus, isShared)
  const seeds = seedSentences(corpus, found, most * seedsEach)
  const bonds = new Bonds(corpus, isShared)
  return clusters(vectors, seeds, closest, corpus.roles.length)
    .filter(({ members }) => respondentsOf(corpus, members).size >= fewest)
    .filter(({ centre }) => holdsTogether(centre, bonds))
    .map(cluster => proposal(corpus, found, cluster))
    .filter(({ keyphrases }) => keyphrases.length > 0)
    .sort((a, b) => b.respondents - a.respondents || (a.name < b.name ? -1 : 1))
    .slice(0, most)
}

/** Every sentence that shares no letter with a coded span of its text. */
function uncoded(
  answers: readonly Pick<Answer, 'id' | 'respondent' | 'text'>[],
  coded: readonly (Span & { text: string })[],
): Sentence[] {
  const spansOf = new Map<string, Span[]>()
  for (const span of coded) {
    const known = spansOf.get(span.text)
    if (known === undefined) spansOf.set(span.text, [span])
    else known.push(span)
  }
  return answers.flatMap(({ id, respondent, text }) => {
    const spans = (spansOf.get(id) ?? []).toSorted((a, b) => a.start - b.start)
    let next = 0
    let codedUntil = 0
    return sentences(text).flatMap(({ start, end }) => {
      for (let span = spans[next]; span !== undefined && span.start < end; span = spans[++next]) {
        codedUntil = Math.max(codedUntil, span.end)
      }
      return start < codedUntil ? [] : [{ answer: id, respondent, start, end, text: text.slice(start, end) }]
    })
  })
}

/** For each of the best keyphrases, the sentences that hold it, unless a better one stands in half of them already. */
function seedSentences(corpus: Corpus, found: Phrases, many: number): number[][] {
  const holding = new Map(
    scoredPhrases(corpus, found)
      .slice(0, many)
      .map(({ number }) => [number, new Set<number>()]),
  )
  for (const sentence of corpus.answers.keys()) {
    for (const phrase of phrasesOf(corpus, found, sentence)) holding.get(phrase)?.add(sentence)
  }
  const seeds: Set<number>[] = []
  for (const own of holding.values()) {
    const shares = seeds.map(seed => [...own].filter(sentence => seed.has(sentence)).length / own.size)
    if (shares.every(share => share < 0.5)) seeds.push(own)
  }
  return seeds.map(seed => [...seed])
}

/** The numbers of the phrases that stand in a sentence, each once. */
function phrasesOf({ firstWords }: Corpus, { at }: Phrases, sentence: number): Set<number> {
  const [first, end] = [firstWords[sentence], firstWords[sentence + 1]]
  return new Set(at.flatMap(numbers => [...numbers.subarray(first, end)].filter(number => number !== -1)))
}

function respondentsOf(corpus: Corpus, members: Cluster['members']): Set<number> {
  return new Set(members.map(({ sentence }) => corpus.respondentOf[sentence] ?? 0))
}

/** Whether two of the weightiest words of a cluster come together in sentences more than chance gives. */
function holdsTogether(centre: Float64Array, bonds: Bonds): boolean {
  const weightiest = [...centre.keys()]
    .filter(family => (centre[family] ?? 0) > 0)
    .sort((a, b) => (centre[b] ?? 0) - (centre[a] ?? 0))
    .slice(0, wordsTried)
  return weightiest.some((one, at) => weightiest.slice(at + 1).some(other => bonds.isBond(one, other)))
}

function proposal(corpus: Corpus<Sentence>, found: Phrases, { members, centre }: Cluster): ThemeProposal {
  const keyphrases = namesOf(corpus, found, members, centre)
  return {
    name: keyphrases[0] ?? '',
    keyphrases,
    respondents: respondentsOf(corpus, members).size,
    cohesion: members.reduce((sum, { closeness }) => sum + closeness, 0) / members.length,
    sentences: members.flatMap(({ sentence, closeness }) => {
      const own = corpus.answers[sentence]
      if (own === undefined) return []
      const { answer, respondent, start, end } = own
      return [{ answer, respondent, start, end, closeness }]
    }),
  }
}

/**
 * The phrases that most say what a cluster shares: those of many of its respondents, of words that weigh much at its
 * centre. A phrase within a better one is left out, as is one that fewer than three of its respondents use.
 */
function namesOf(
  corpus: Corpus<Sentence>,
  found: Phrases,
  members: Cluster['members'],
  centre: Float64Array,
): string[] {
  const users = new Map<number, Set<number>>()
  for (const { sentence } of members) {
    for (const phrase of phrasesOf(corpus, found, sentence)) {
      const known = users.get(phrase) ?? new Set<number>()
      users.set(phrase, known.add(corpus.respondentOf[sentence] ?? 0))
    }
  }
  const scored = [...users].flatMap(([number, { size }]) => {
    const { first = 0, length = 0 } = found.phrases[number] ?? {}
    const families = corpus.families.subarray(first, first + length)
    const weight = families.reduce((sum, family) => sum + (centre[family] ?? 0), 0)
    return size < 3 ? [] : [{ number, families, score: (size * weight) / Math.sqrt(length) }]
  })
  const kept: typeof scored = []
  for (const candidate of scored.sort((a, b) => b.score - a.score)) {
    if (kept.length === mostKeyphrases) break
    const isNew = kept.every(({ families }) => !candidate.families.every(family => families.includes(family)))
    if (isNew) kept.push(candidate)
  }
  const wordings = wordingsOf(
    corpus,
    found,
    kept.map(({ number }) => number),
  )
  return kept.map(({ number }) => wordings.get(number) ?? '')
}
