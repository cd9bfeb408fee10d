import type { Span } from '../../model.ts'
import { sentences } from '../../text/sentences.ts'
import type { Passage } from './passages.ts'
import type { Block, PlainText } from './plainText.ts'

/**
 * A draft's sentences, with quoted words masked letter by letter (`masked` is as long as the text), so that what the
 * author wrote can be read apart from what they quote, and a stop inside a quote ends no sentence.
 */
export type DraftSentences = { masked: string; spans: Span[]; blocks: Block[] }

/** The author's words about a passage: its sentence, as a span of the text, and where in it they stand. */
export type Context = { sentence: Span; before: Span; after: Span }

/** How far (code units) from a passage its sentence is read for who said it. */
const farthestBefore = 400
const farthestAfter = 160

export function readSentences(plain: PlainText, passages: Passage[]): DraftSentences {
  const parts: string[] = []
  let done = 0
  for (const { opening, start, endings, block } of passages) {
    const [{ at, after }] = endings
    if (opening < done) continue
    parts.push(plain.text.slice(done, start))
    const quoted = plain.text.slice(start, at).replace(/[^\n]/gsu, maskedCharacter)
    const ends = /[.!?]$/.test(plain.text.slice(at - 1, at)) && !block
    // A quote that nothing closes has no mark in whose place its stop could stand.
    if (ends && after === at) parts.push(`${quoted.slice(0, -1)}.`)
    else parts.push(quoted, ends ? '.'.padEnd(after - at, ' ') : plain.text.slice(at, after))
    done = after
  }
  parts.push(plain.text.slice(done))
  const masked = parts.join('')
  return { masked, spans: sentences(masked), blocks: plain.blocks }
}

/** As many code units, and a capital where there was one: a sentence may begin with a quote. */
function maskedCharacter(character: string): string {
  return (/\p{Lu}/u.test(character) ? 'X' : 'x').repeat(character.length)
}

/** The sentence at a place of the text; where there is none, an empty one. */
export function sentenceAt({ spans }: DraftSentences, at: number): Span {
  let low = 0
  let high = spans.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const span = spans[middle]
    if (!span) break
    if (span.end <= at) low = middle + 1
    else if (span.start > at) high = middle - 1
    else return span
  }
  return { start: at, end: at }
}

/** The block at a place of the text. */
export function blockAt({ blocks }: Pick<DraftSentences, 'blocks'>, at: number): Block | undefined {
  return blocks[blockIndex(blocks, at)]
}

function blockIndex(blocks: Block[], at: number): number {
  let low = 0
  let high = blocks.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((blocks[middle]?.start ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return low
}

/** What an author wrote about a passage; of a block quote, the sentence that leads to it and the line beneath it. */
export function contextOf(draft: DraftSentences, { opening, endings, block }: Passage): Context {
  const [{ at, after }] = endings
  if (block) {
    const lead = draft.blocks[blockIndex(draft.blocks, opening) - 1]
    const isLead = lead !== undefined && !lead.quote && /:\s*$/.test(draft.masked.slice(lead.start, lead.end))
    const sentence = isLead ? sentenceAt(draft, lead.end - 1) : { start: opening, end: opening }
    return { sentence, before: sentence, after: { start: at, end: after } }
  }
  const sentence = sentenceAt(draft, opening)
  return {
    sentence,
    before: { start: Math.min(Math.max(sentence.start, opening - farthestBefore), opening), end: opening },
    after: { start: after, end: Math.max(after, Math.min(sentence.end, after + farthestAfter)) },
  }
}
