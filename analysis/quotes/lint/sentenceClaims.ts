import { statesCause } from '../../findings/wording/claims.ts'
import type { Span } from '../../model.ts'
import { blockAt, type DraftSentences, sentenceAt } from './context.ts'
import type { DraftSource } from './draftSource.ts'
import type { Judged } from './mends.ts'
import { barePlurals, pluralWarning } from './plurals.ts'
import type { LintedSentence } from './result.ts'
import { claimsTooMuch, isAboutRespondents } from './wording.ts'

/** How far (code units) before a sentence its paragraph is read. */
const farthestBack = 600

/**
 * What the author's sentences claim beyond their counts: told with the first passage of a sentence, or by itself
 * where it has none.
 *
 * @param isScaled false where testimony is read without a scale of words
 */
export function claimsOf<Passage extends Judged>(
  draft: DraftSentences,
  judged: Passage[],
  source: DraftSource,
  isScaled: boolean,
): { bySentence: Map<Passage, string[]>; sentences: LintedSentence[] } {
  const bySentence = new Map<Passage, string[]>()
  const sentences: LintedSentence[] = []
  let next = 0
  const ahead: Passage[] = judged.filter(({ passage }) => !passage.block)
  for (const span of draft.spans) {
    const block = blockAt(draft, span.start)
    if (!block || block.quote) continue
    while ((ahead[next]?.passage.opening ?? Number.POSITIVE_INFINITY) < span.start) next++
    const inside: Passage[] = []
    const follow: Passage[] = []
    for (let i = next; i < ahead.length; i++) {
      const one = ahead[i]
      if (!one || one.passage.opening >= block.end) break
      ;(one.passage.opening < span.end ? inside : follow).push(one)
    }
    const warnings = sentenceWarnings(draft, span, block.start, { inside, follow, isScaled })
    if (warnings.length === 0) continue
    const [first] = inside
    if (first) bySentence.set(first, warnings)
    else {
      const text = source.draft.plain.text.slice(span.start, span.end)
      sentences.push({ text, ...source.placeOf(span.start), warnings })
    }
  }
  return { bySentence, sentences }
}

function sentenceWarnings(
  draft: DraftSentences,
  { start, end }: Span,
  blockStart: number,
  { inside, follow, isScaled }: { inside: Judged[]; follow: Judged[]; isScaled: boolean },
): string[] {
  const sentence = draft.masked.slice(start, end)
  const before = draft.masked.slice(Math.max(blockStart, start - farthestBack), start)
  const quotesCause = inside.some(({ text }) => statesCause(text))
  const plurals = isAboutRespondents(sentence) ? barePlurals(sentence) : []
  const [plural] = plurals
  const governed = plural ? inside.filter(({ passage }) => passage.opening >= start + plural.end) : []
  const quoted = supporters(governed.length > 0 ? governed : [...inside, ...follow])
  return [
    ...claimsTooMuch(sentence, before, quotesCause, isScaled),
    ...(plural ? pluralWarning(plural.words, quoted) : []),
    ...severalInOne(draft, inside),
  ]
}

/** How many respondents hold some of these passages: each whom they may come from. */
function supporters(passages: Judged[]): number {
  return new Set(passages.flatMap(({ judgement }) => judgement.candidates)).size
}

/** "One respondent" before words of two. */
function severalInOne(draft: DraftSentences, inside: Judged[]): string[] {
  const traced = inside.filter(
    ({ judgement }) => judgement.response !== null && judgement.candidates.length > 0,
  )
  for (const [i, one] of traced.entries()) {
    const other = traced[i + 1]
    if (!other) break
    const between = draft.masked.slice(one.ending.after, other.passage.opening)
    const lead = draft.masked.slice(sentenceAt(draft, one.passage.opening).start, one.passage.opening)
    const isJoined = /^(?:,?\s+(?:and|but|or|then|that|as|with|to)\b[^.;:]{0,30}|[\s,–—-]*)$/iu.test(between)
    const isOne =
      /(?<!\p{L})(?:one|another|an?)\s+(?:[\p{Ll}-]+\s+){0,2}(?:respondent|contributor|participant)(?!\p{L})[^;:]{0,60}$/iu.test(
        lead,
      )
    if (!isJoined || !isOne || /respondent|contributor|participant|other/iu.test(between)) continue
    if (one.judgement.candidates.some(name => other.judgement.candidates.includes(name))) continue
    return [
      `One respondent is said to have said both, but the words are of responses ${one.judgement.response} and ${other.judgement.response}. Say that they are two.`,
    ]
  }
  return []
}
