/** Words of a text that a rule matched, `first` to `last` (both inside), and whether a negation governs them. */
export type Match = { first: number; last: number; negated: boolean }

/** A rule's tree with its terms as the automaton's numbers. */
export type CompiledExpression =
  | { kind: 'term'; term: number }
  | { kind: 'near'; distance: number; left: CompiledExpression; right: CompiledExpression }
  | { kind: 'and' | 'or' | 'not'; left: CompiledExpression; right: CompiledExpression }
  | { kind: 'within'; inside: CompiledExpression }

/** Where an expression looks for its matches: a sentence, or an answer, which holds some. */
export type Place = {
  /** The matches of a term, in order. */
  find(term: number): Match[]
  /** The sentences of an answer that hold a match of anything; of a sentence, itself. */
  sentences(): Place[]
}

/**
 * What an expression matches in a sentence or in an answer, in order, each match once.
 *
 * - A OR B: the matches of both. A AND B: the same, where each has some.
 * - A NOT B: the matches of A, where B has none.
 * - A WITHIN sentence: what A matches in each sentence by itself.
 * - A NEAR/n B: always so, each match of either that has one of the other, sharing no word with it, at most n words away.
 *
 * What two sides say together is negated where either is: "talent is not overlooked".
 */
export function evaluate(expression: CompiledExpression, place: Place): Match[] {
  if (expression.kind === 'term') return place.find(expression.term)
  if (expression.kind === 'within')
    return place.sentences().flatMap(sentence => evaluate(expression.inside, sentence))
  const left = evaluate(expression.left, place)
  if (left.length === 0 && expression.kind !== 'or') return []
  const right = evaluate(expression.right, place)
  if (expression.kind === 'or') return union(left, right)
  if (expression.kind === 'not') return right.length === 0 ? left : []
  if (right.length === 0) return []
  if (expression.kind === 'near')
    return union(near(left, right, expression.distance), near(right, left, expression.distance))
  const negated = allNegated(left) || allNegated(right)
  return union(left, right).map(match => (negated ? { ...match, negated } : match))
}

/** Whether a negation governs every one: one free match is enough to affirm. */
export function allNegated(matches: readonly Match[]): boolean {
  return matches.every(match => match.negated)
}

/** Both lists in order of first word, each pair of ends once (affirmed where either affirms). */
function union(left: Match[], right: Match[]): Match[] {
  if (left.length === 0) return right
  if (right.length === 0) return left
  const sorted = [...left, ...right].sort((a, b) => a.first - b.first || a.last - b.last)
  const merged: Match[] = []
  for (const match of sorted) {
    const previous = merged.at(-1)
    if (previous?.first === match.first && previous.last === match.last) {
      merged[merged.length - 1] = { ...match, negated: previous.negated && match.negated }
    } else {
      merged.push(match)
    }
  }
  return merged
}

/** Those of `matches` that have a partner near, negated where they or their nearest partners are. */
function near(matches: Match[], partners: Match[], distance: number): Match[] {
  const byLast = [...partners].sort((a, b) => a.last - b.last)
  const found: Match[] = []
  for (const match of matches) {
    const after = partners[firstWhere(partners, partner => partner.first > match.last)]
    const before = byLast[firstWhere(byLast, partner => partner.last >= match.first) - 1]
    const close = [
      ...(after !== undefined && after.first - match.last <= distance ? [after] : []),
      ...(before !== undefined && match.first - before.last <= distance ? [before] : []),
    ]
    if (close.length > 0) found.push({ ...match, negated: match.negated || allNegated(close) })
  }
  return found
}

/** The first index at which a condition holds that, once true, stays true; the length where it never does. */
function firstWhere(sorted: Match[], holds: (match: Match) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    const match = sorted[middle]
    if (match !== undefined && holds(match)) high = middle
    else low = middle + 1
  }
  return low
}
