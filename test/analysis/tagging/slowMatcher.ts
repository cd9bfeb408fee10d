import { type Expression, parseRule, sentences, stem } from '../../../analysis/index.ts'
import type { Atom } from '../../../analysis/tagging/rule.ts'

type Range = { first: number; last: number }

/**
 * The plainest reading of the rule language, for texts of simple words: every rule is tried at every word.
 *
 * @returns for each sentence that matches, its start and the words of evidence, as "start: word word, word"
 */
export function slowMatches(source: string, text: string): string[] {
  const parsed = parseRule(source)
  if (!parsed.ok) throw new Error(`slowMatches: ${source}: ${parsed.problem.message}`)
  const { expression } = parsed.rule
  return sentences(text).flatMap(({ start, end }) => {
    const words = text.slice(start, end).match(/[A-Za-z]+/g) ?? []
    const ranges = evaluate(expression, words)
    const evidence = ranges.map(({ first, last }) => words.slice(first, last + 1).join(' '))
    return evidence.length === 0 ? [] : [`${start}: ${evidence.join(', ')}`]
  })
}

function evaluate(expression: Expression, words: readonly string[]): Range[] {
  if (expression.kind === 'term') {
    const { atoms } = expression
    return words.flatMap((_, first) => {
      const holds = atoms.every((atom, offset) => matches(atom, words[first + offset]))
      return holds ? [{ first, last: first + atoms.length - 1 }] : []
    })
  }
  const left = evaluate(expression.left, words)
  const right = evaluate(expression.right, words)
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
