import type { Quote } from '../model.ts'
import { type Candidate, candidatesOf, type Passage } from './candidates.ts'
import { containment, similarity } from './typical.ts'

/** A quote that was chosen, and why, for a person to read. `score` is what it added when it was chosen, up to 1. */
export type Selected = {
  quote: Quote
  respondent: string
  group: string
  wordCount: number
  isFragment: boolean
  score: number
  why: string[]
}

const weights = { short: 0.3, alone: 0.35, typical: 0.35 }
/** What likeness to a quote already chosen costs, at most, what a group already heard, and what a copied letter. */
const penalties = { alike: 0.5, sameGroup: 0.2, copied: 0.3 }
/** A quote that has this much of another's telling words says the same, as in a letter sent twice: it adds nothing. */
const sameWords = 0.85
/** Words of this many respondents or more were copied from one letter. */
const campaign = 3
/** Only the best are compared with each other. */
const mostCompared = 300

/**
 * Chooses quotes of one theme: short, understandable alone, typical of the theme's passages, permitted, and
 * spread over respondents (never two of one) and groups. Greedy by maximal marginal relevance (Carbonell and
 * Goldstein 1998): each next quote has the best merit less its likeness to those before it. The same passages
 * in any order give the same choice.
 *
 * @param options `count`: how many at most; `consent`: what is known of permission, as the last reason of each
 * @throws RangeError where `count` is below 0
 */
export function selectQuotes(
  passages: Passage[],
  { count = 3, consent = 'its author permits quotation' } = {},
): Selected[] {
  if (!(count >= 0)) throw new RangeError(`selectQuotes: count is ${count}; it is 0 or more`)
  return chooseAmong(candidatesOf(passages), count).map(selected => ({
    ...selected,
    why: [...selected.why, consent],
  }))
}

/** {@link selectQuotes} among given candidates. */
export function chooseAmong(candidates: Candidate[], count: number): Selected[] {
  const pool = candidates
    .filter(candidate => candidate.alone > 0)
    .sort((a, b) => merit(b) - merit(a) || inOrder(a, b))
    .slice(0, mostCompared)
  const chosen: Candidate[] = []
  const selected: Selected[] = []
  while (selected.length < count) {
    const best = bestOf(pool, chosen)
    if (!best) break
    selected.push(explained(best.candidate, best.score, chosen))
    chosen.push(best.candidate)
  }
  return selected
}

/** What a candidate adds to those already chosen; null where it may not join them. */
export function marginalMerit(candidate: Candidate, chosen: Candidate[]): number | null {
  if (chosen.some(other => other.respondent === candidate.respondent)) return null
  if (chosen.some(other => containment(candidate.vector, other.vector) > sameWords)) return null
  const alike = chosen.reduce((most, other) => Math.max(most, similarity(candidate.vector, other.vector)), 0)
  const heard = candidate.group !== '' && chosen.some(other => other.group === candidate.group)
  return merit(candidate) - penalties.alike * alike - (heard ? penalties.sameGroup : 0)
}

function bestOf(pool: Candidate[], chosen: Candidate[]) {
  let best: { candidate: Candidate; score: number } | null = null
  for (const candidate of pool) {
    const score = marginalMerit(candidate, chosen)
    if (score !== null && (!best || score > best.score)) best = { candidate, score }
  }
  return best
}

function merit({ short, alone, typical, copies }: Candidate): number {
  const own = weights.short * short + weights.alone * alone + weights.typical * typical
  return copies >= campaign ? own - penalties.copied : own
}

function inOrder(a: Candidate, b: Candidate): number {
  return a.quote.text < b.quote.text ? -1 : a.quote.text > b.quote.text ? 1 : a.quote.start - b.quote.start
}

function explained(candidate: Candidate, score: number, chosen: Candidate[]): Selected {
  const { quote, respondent, group, wordCount, isFragment, short, alone, typical, copies } = candidate
  const why = [`${short >= 0.8 ? 'short' : 'rather long'} (${wordCount} words)`]
  if (isFragment) why.push('a part of a long sentence that reads by itself')
  else why.push(alone === 1 ? 'stands alone' : 'stands alone, though its sentence is not whole')
  if (typical >= 0.5) why.push('typical of what others wrote on the theme')
  else why.push('says it in words of its own')
  if (copies > 1) why.push(`the same words are in ${copies} responses, as in a copied letter`)
  if (chosen.length > 0) why.push('another respondent than the quotes before it')
  if (group !== '' && chosen.length > 0 && chosen.every(other => other.group !== group)) {
    why.push(`from a part not yet heard: ${group}`)
  }
  return { quote, respondent, group, wordCount, isFragment, score, why }
}
