import type { Answer, Span } from '../model.ts'
import { compileCodebook, tagAnswer } from '../tagging/tag.ts'

/** One place where a word or phrase stands, with the words around it, all as written. */
export type ConcordanceLine = Span & {
  /** The id of the answer in which it stands; `start` and `end` are the node's place in its text. */
  answer: string
  respondent: string
  left: string
  node: string
  right: string
  /** Whether a negation governs the sentence's matches. */
  negated: boolean
}

export type ConcordanceOrder = 'place' | 'left' | 'node' | 'right'

export type ConcordanceOptions = {
  /** How much of the text is shown on each side, in code units; less where a word would be cut. 60 where not given. */
  width?: number
  /** By place in the answers, or by the words from the node outward, or by the node. `place` where not given. */
  order?: ConcordanceOrder
}

/**
 * Lists each place where a rule matches, in the middle of the words around it (key word in context).
 *
 * @param rule in the language of the codebook (see `parseRule`): a word for its whole family, `"a phrase"`,
 *   `care NEAR/3 quality`; each of its matches is a line
 * @returns the lines; `text.slice(start, end)` of the answer is `node`, and `left` and `right` stand just beside it
 * @throws Error where the rule cannot be read, saying where and why; `parseRule` tells beforehand
 * @throws RangeError where `width` is below 0
 * @example
 *   concordance([{ id: 'a1', respondent: 'r1', text: 'The old ferry is late.' }], 'ferries')
 *   // [{ answer: 'a1', respondent: 'r1', start: 8, end: 13, left: 'The old ', node: 'ferry', right: ' is late.', negated: false }]
 */
export function concordance(
  answers: readonly Pick<Answer, 'id' | 'respondent' | 'text'>[],
  rule: string,
  { width = 60, order = 'place' }: ConcordanceOptions = {},
): ConcordanceLine[] {
  if (!(width >= 0)) throw new RangeError(`concordance: width is ${width}; it is 0 or more`)
  const tagger = compileCodebook([{ id: 'concordance', rules: [{ id: 'node', source: rule }] }])
  const lines = answers.flatMap(answer =>
    tagAnswer(tagger, answer).flatMap(({ evidence, negated }) =>
      evidence.map(({ start, end }) => ({
        answer: answer.id,
        respondent: answer.respondent,
        start,
        end,
        left: answer.text.slice(leftEdge(answer.text, start, width), start),
        node: answer.text.slice(start, end),
        right: answer.text.slice(end, rightEdge(answer.text, end, width)),
        negated,
      })),
    ),
  )
  if (order === 'place') return lines
  const keyed = lines.map(line => ({ line, key: keyOf(line, order) }))
  keyed.sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1))
  return keyed.map(({ line }) => line)
}

function keyOf(line: ConcordanceLine, order: Exclude<ConcordanceOrder, 'place'>): string {
  const words = line[order].toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return (order === 'left' ? words.reverse() : words).join(' ')
}

/** Where the shown text begins: at most `width` before the node, after white space where there is any. */
function leftEdge(text: string, start: number, width: number): number {
  if (start <= width) return 0
  const space = text.slice(start - width - 1, start).search(/\s/)
  return space === -1 ? wholeCharacter(text, start - width) : start - width + space
}

function rightEdge(text: string, end: number, width: number): number {
  if (end + width >= text.length) return text.length
  const tail = /\s\S*$/.exec(text.slice(end, end + width + 1))
  return tail === null ? wholeCharacter(text, end + width) : end + tail.index
}

/** A cut never parts the halves of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  return at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff ? at + 1 : at
}
