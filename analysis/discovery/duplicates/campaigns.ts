import { type DistinctText, firstOf } from './distinctTexts.ts'
import { isAlike, isPartialCopy } from './likeness.ts'
import type { Reader } from './reader.ts'
import { copiedRuns, type Run } from './runs.ts'
import { type ShingleSets, shingleAt, shingleWords } from './shingles.ts'

/** A letter that several sent. Texts are numbered as in the list of distinct texts. */
export type Campaign = {
  /** The text that is most like all the others, from which the shared text is cut. */
  anchor: number
  /** All that belong to it, the anchor too. */
  texts: number[]
  /** The shared text, as runs of the anchor's words. */
  runs: Run[]
  /** Its shingles. */
  shared: Set<number>
}

/** What a campaign is looked for in. */
export type Corpus = { texts: DistinctText[]; sets: ShingleSets; reader: Reader; threshold: number }

/** Texts by which a letter is judged, however many sent it. */
const jurySize = 200

/**
 * Divides texts that are joined by likeness into campaigns. Being joined is not enough, since a chain of likenesses
 * leads from one letter to quite another: each member must be like the anchor itself, or a copy of the shared
 * text with additions. What is left is looked through again, with an anchor of its own.
 */
export function campaignsIn(corpus: Corpus, group: number[]): Campaign[] {
  const found: Campaign[] = []
  for (let left = group; left.length > 0; ) {
    const campaign = campaignOf(corpus, left)
    found.push(campaign)
    const members = new Set(campaign.texts)
    left = left.filter(text => !members.has(text))
  }
  return found
}

function campaignOf(corpus: Corpus, group: number[]): Campaign {
  const { sets, texts, threshold } = corpus
  // Sorting is stable, and texts come in an order of their words: the jury is the same in any order of the file.
  const jury = [...group]
    .sort((a, b) => (texts[b]?.respondents ?? 0) - (texts[a]?.respondents ?? 0))
    .slice(0, jurySize)
  const anchor = mostCentral(corpus, jury)
  const own = sets.of(anchor)
  const near = jury.filter(text => text === anchor || isAlike(own, sets.of(text), threshold))
  const { runs, shared } = sharedText(corpus, anchor, near)
  const belongs = (text: number) => {
    const set = sets.of(text)
    return (
      text === anchor ||
      isAlike(own, set, threshold) ||
      isPartialCopy(held(set, shared), shared.size, set.length)
    )
  }
  return { anchor, texts: group.filter(belongs), runs, shared }
}

/** How many of the shared shingles a set holds. */
export function held(set: Uint32Array, shared: ReadonlySet<number>): number {
  let count = 0
  for (const shingle of set) if (shared.has(shingle)) count++
  return count
}

/** How many respondents' texts hold each shingle. */
function holders({ sets, texts }: Corpus, jury: number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const text of jury) {
    const weight = texts[text]?.respondents ?? 0
    for (const shingle of sets.of(text)) counts.set(shingle, (counts.get(shingle) ?? 0) + weight)
  }
  return counts
}

/**
 * The text with the most in common with all others, for its length: near the mean of its Dice coefficients. A letter
 * without additions comes before one with them.
 */
function mostCentral(corpus: Corpus, jury: number[]): number {
  const { sets } = corpus
  const counts = holders(corpus, jury)
  const meanSize = jury.reduce((sum, text) => sum + sets.of(text).length, 0) / jury.length
  let best = jury[0] ?? 0
  let most = -1
  for (const text of jury) {
    const set = sets.of(text)
    const common = set.reduce((sum, shingle) => sum + (counts.get(shingle) ?? 0), 0)
    const score = (common - set.length) / (set.length + meanSize)
    if (score <= most) continue
    best = text
    most = score
  }
  return best
}

/** The anchor's words that most of `near` hold; where those are next to nothing, what at least one other holds. */
function sharedText(corpus: Corpus, anchor: number, near: number[]): Pick<Campaign, 'runs' | 'shared'> {
  const { texts, reader } = corpus
  const counts = holders(corpus, near)
  const all = near.reduce((sum, text) => sum + (texts[text]?.respondents ?? 0), 0)
  const own = texts[anchor]?.respondents ?? 0
  const words = reader.read(firstOf(texts[anchor]?.answers ?? []).text)
  const ofMost = copiedRuns(words, shingle => (counts.get(shingle) ?? 0) * 2 > all)
  const runs =
    ofMost.length > 0 || near.length === 1
      ? ofMost
      : copiedRuns(words, shingle => (counts.get(shingle) ?? 0) > own)
  const shared = new Set<number>()
  for (const { first, end } of runs)
    for (let word = first; word + shingleWords <= end; word++) shared.add(shingleAt(words, word))
  return { runs, shared }
}
