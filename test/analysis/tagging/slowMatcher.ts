import { type Expression, parseRule, sentences, stem } from '../../../analysis/index.ts'
import type { Atom } from '../../../analysis/tagging/rule.ts'

/** Words of one sentence, by their places in the answer. */
type Range = { first: number; last: number }
/** The words of a sentence, and the place of the first of them in the answer. */
type Words = { from: number; words: string[] }

/**
 * The plainest reading of the rule language, for texts of simple words: every rule is tried at every word.
 *
 * @returns for each sentence that matches, its start and the words of evidence, as "start: word word, word"
 */
export function slowMatches(source: string, text: string): string[] {
  const parsed = parseRule(source)
  if (!parsed.ok) throw new Error(`slowMatches: ${source}: ${parsed.problem.message}`)
  const { expression, scope } = parsed.rule
  let from = 0
  const all = sentences(text).map(({ start, end }) => {
    const words = text.slice(start, end).match(/[A-Za-z]+/g) ?? []
    const sentence = { start, from, words }
    from += words.length
    return sentence
  })
  const anywhere = evaluate(expression, all)
  return all.flatMap(sentence => {
    const ranges = scope === 'answer' ? anywhere : evaluate(expression, [sentence])
    const evidence = ranges
      .filter(({ first }) => first >= sentence.from && first < sentence.from + sentence.words.length)
      .map(({ first, last }) =>
        sentence.words.slice(first - sentence.from, last + 1 - sentence.from).join(' '),
      )
    return evidence.length === 0 ? [] : [`${sentence.start}: ${evidence.join(', ')}`]
  })
}

function evaluate(expression: Expression, place: Words[]): Range[] {
  if (expression.kind === 'within') return place.flatMap(sentence => evaluate(expression.inside, [sentence]))
  if (expression.kind === 'near' && place.length > 1)
    return place.flatMap(sentence => evaluate(expression, [sentence]))
  if (expression.kind === 'term') {
    const { atoms } = expression
    return place.flatMap(({ from, words }) =>
      words.flatMap((_, first) => {
        const holds = atoms.every((atom, offset) => matches(atom, words[first + offset]))
        return holds ? [{ first: from + first, last: from + first + atoms.length - 1 }] : []
      }),
    )
  }
  const left = evaluate(expression.left, place)
  const right = evaluate(expression.right, place)
  if (expression.kind === 'or') return distinct([...left, ...right])
  if (expression.kind === 'not') return right.length === 0 ? left : []
  if (left.length === 0 || right.length === 0) return []
  if (expression.kind !== 'near') return distinct([...left, ...right])
  const { distance } = expression
  const isNear = (a: Range, b: Range) => {
    const apart = Math.max(b.first - a.last, a.first - b.last)
    return apart >= 1 && apart <= distance
  }
  return distinct([
    ...left.filter(a => right.some(b => isNear(a, b))),
    ...right.filter(b => left.some(a => isNear(a, b))),
  ])
}

function matches(atom: Atom, word: string | undefined): boolean {
  if (word === undefined) return false
  if (atom.kind === 'exact') return word === atom.value
  if (atom.kind === 'prefix') return word.toLowerCase().startsWith(atom.value.toLowerCase())
  return stem(word) === stem(atom.value)
}

function distinct(ranges: Range[]): Range[] {
  const byPlace = new Map(ranges.map(range => [`${range.first} ${range.last}`, range]))
  return [...byPlace.values()].sort((a, b) => a.first - b.first || a.last - b.last)
}
