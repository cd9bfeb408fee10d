import type { Answer, Span } from '../model.ts'
import { compileCodebook, tagAnswer } from '../tagging/tag.ts'
import { sentences } from '../text/sentences.ts'
import { stem } from '../text/stem.ts'
import { type Token, tokenise } from '../text/tokens.ts'
import { isFunctionWord } from './functionWords.ts'
import { benjaminiHochberg } from './statistics/benjaminiHochberg.ts'
import { chiSquaredTail } from './statistics/chiSquaredTail.ts'
import { logDice } from './statistics/logDice.ts'
import { logLikelihood } from './statistics/logLikelihood.ts'
import { commonest } from './wordings.ts'

/** A word that keeps near a node, or away from it. */
export type Collocate = {
  /** As it is mostly written near the node; it stands for all its forms. */
  word: string
  /** How often it stands near the node, and in all answers. */
  near: number
  times: number
  /** How many respondents write it near the node. */
  respondents: number
  /** Signed G² of its share of the words near the node against its share elsewhere: positive where it keeps near. */
  g2: number
  /** How often chance alone gives so large a G², and the same adjusted for the number of words. */
  p: number
  q: number
  /** How closely the two keep together, at most 14, whatever the size of the corpus (see `logDice`). */
  logDice: number
}

export type CollocationOptions = {
  /** How many words on each side of the node are near, within its sentence. 5 where not given. */
  window?: number
  /** Words that fewer respondents write near the node are left out. 3 where not given. */
  fewest?: number
}

/** What is counted of one word family. */
type Count = {
  near: number
  times: number
  respondents: Set<string>
  wordings: Map<string, number>
}

/**
 * Finds the content words that keep near a word or phrase.
 *
 * @param rule the node, in the language of the codebook (see `parseRule`)
 * @returns the words, those that keep nearest (by G²) first. Time is linear in the length of the texts
 * @throws Error where the rule cannot be read, saying where and why; `parseRule` tells beforehand
 * @throws RangeError where an option is out of range
 * @example
 *   collocations(
 *     ['a', 'b', 'c'].map(id => ({ id, respondent: id, text: 'A late ferry is no ferry. We like tea.' })),
 *     'ferries',
 *   ).map(({ word }) => word) // ['late']
 */
export function collocations(
  answers: readonly Pick<Answer, 'id' | 'respondent' | 'text'>[],
  rule: string,
  { window = 5, fewest = 3 }: CollocationOptions = {},
): Collocate[] {
  if (!(window >= 1)) throw new RangeError(`collocations: window is ${window}; it is 1 or more`)
  if (!(fewest >= 1)) throw new RangeError(`collocations: fewest is ${fewest}; it is 1 or more`)
  const tagger = compileCodebook([{ id: 'collocations', rules: [{ id: 'node', source: rule }] }])
  const counts = new Map<string, Count>()
  const sums = { nodes: 0, near: 0, far: 0 }
  for (const answer of answers) {
    const nodes = tagAnswer(tagger, answer).flatMap(({ evidence }) => evidence)
    const tokens = tokenise(answer.text)
    const inNodes = tokensWithin(tokens, nodes)
    const near = nodes.length === 0 ? inNodes : nearNodes(answer.text, tokens, inNodes, window)
    sums.nodes += nodes.length
    for (const token of tokens) {
      if (inNodes.has(token)) continue
      if (near.has(token)) sums.near++
      else sums.far++
      count(counts, token, near.has(token), answer)
    }
  }
  const found = [...counts.values()].filter(({ respondents }) => respondents.size >= fewest)
  const measured = found.map(({ near, times, respondents, wordings }) => {
    const g2 = logLikelihood(near, sums.near, times - near, sums.far)
    return {
      word: commonest(wordings),
      near,
      times,
      respondents: respondents.size,
      g2,
      p: chiSquaredTail(Math.abs(g2)),
      q: 1,
      // Two of a word beside one node are one meeting of the two.
      logDice: logDice(Math.min(near, sums.nodes), sums.nodes, times) ?? 0,
    }
  })
  const adjusted = benjaminiHochberg(measured.map(({ p }) => p))
  return measured
    .map((collocate, at) => ({ ...collocate, q: adjusted[at] ?? 1 }))
    .sort((a, b) => b.g2 - a.g2 || (a.word < b.word ? -1 : 1))
}

/** The words that share letters with any of some spans, which may overlap. */
function tokensWithin(tokens: readonly Token[], spans: readonly Span[]): Set<Token> {
  const inOrder = spans.toSorted((a, b) => a.start - b.start)
  const within = new Set<Token>()
  let next = 0
  let end = 0
  for (const token of tokens) {
    for (let span = inOrder[next]; span !== undefined && span.start < token.end; span = inOrder[++next]) {
      end = Math.max(end, span.end)
    }
    if (token.start < end) within.add(token)
  }
  return within
}

/** The words, nodes left out, that stand at most `window` words from a node of their sentence. */
function nearNodes(
  text: string,
  tokens: readonly Token[],
  inNodes: ReadonlySet<Token>,
  window: number,
): Set<Token> {
  const near = new Set<Token>()
  let from = 0
  for (const sentence of sentences(text)) {
    let to = from
    while (to < tokens.length && (tokens[to]?.start ?? 0) < sentence.end) to++
    const own = tokens.slice(from, to)
    for (const inOrder of [own, own.toReversed()]) {
      let left = 0
      for (const token of inOrder) {
        if (inNodes.has(token)) left = window
        else if (left > 0) {
          near.add(token)
          left--
        }
      }
    }
    from = to
  }
  return near
}

function count(
  counts: Map<string, Count>,
  { word, start, end }: Token,
  isNear: boolean,
  { text, respondent }: Pick<Answer, 'text' | 'respondent'>,
): void {
  if (isFunctionWord(word) || !/\p{L}/u.test(word)) return
  const family = stem(word)
  const known = counts.get(family) ?? {
    near: 0,
    times: 0,
    respondents: new Set<string>(),
    wordings: new Map<string, number>(),
  }
  counts.set(family, known)
  known.times++
  if (!isNear) return
  known.near++
  known.respondents.add(respondent)
  const wording = text.slice(start, end)
  known.wordings.set(wording, (known.wordings.get(wording) ?? 0) + 1)
}
