import type { Span } from '../../../analysis/index.ts'
import type { Condition } from './condition.ts'

/** A passage that was found, and the words in it that made it be found. */
export type Passage = Span & { evidence: Span[] }

/** What holds of an answer as a whole, wherever in it: what its respondent is, which question it answers. */
export type Found = Passage[] | 'throughout'

/** What is known of one answer. */
export type AnswerFacts = {
  question: string
  attributes: Record<string, string>
  /** What each rule of the query finds: whole sentences, with the words that matched. */
  matches(rule: number): Passage[]
  /** Passages coded with one of these themes, as the query asks. */
  coded(themes: string[] | undefined): Passage[]
  /** How many words lie between two places, in UTF-16 code units. */
  wordsBetween(from: number, to: number): number
  /** Whether an attribute is as asked. */
  is(name: string, value: string, begins: boolean): boolean
}

/** What a condition finds in an answer: nothing is no passage at all. */
export function evaluate(condition: Condition, answer: AnswerFacts): Found {
  switch (condition.kind) {
    case 'always':
      return 'throughout'
    case 'words':
      return answer.matches(condition.rule)
    case 'coded':
      return answer.coded(condition.themes)
    case 'question':
      return throughoutIf(condition.questions.includes(answer.question))
    case 'attribute':
      return throughoutIf(answer.is(condition.name, condition.value, condition.begins))
    case 'without':
      return throughoutIf(!isFound(evaluate(condition.inside, answer)))
  }
  const left = evaluate(condition.left, answer)
  if (!isFound(left) && condition.kind !== 'or') return []
  const right = evaluate(condition.right, answer)
  if (condition.kind === 'or') return either(left, right)
  if (condition.kind === 'not') {
    if (right === 'throughout' || (isFound(right) && (condition.wide || left === 'throughout'))) return []
    return left === 'throughout'
      ? left
      : left.filter(passage => !right.some(other => overlap(passage, other)))
  }
  if (!isFound(right)) return []
  if (left === 'throughout') return right
  if (right === 'throughout') return left
  if (condition.kind === 'near') return near(left, right, condition.distance, answer)
  return condition.wide ? merged([...left, ...right]) : shared(left, right)
}

export function isFound(found: Found): boolean {
  return found === 'throughout' || found.length > 0
}

function throughoutIf(holds: boolean): Found {
  return holds ? 'throughout' : []
}

function either(left: Found, right: Found): Found {
  if (left === 'throughout') return right === 'throughout' || right.length === 0 ? left : right
  if (right === 'throughout') return left.length === 0 ? right : left
  return merged([...left, ...right])
}

/** Those of the left that one of the right lies on, with the words of both. */
function shared(left: Passage[], right: Passage[]): Passage[] {
  return left.flatMap(passage => {
    const others = right.filter(other => overlap(passage, other))
    if (others.length === 0) return []
    return [
      { ...passage, evidence: inOrder([...passage.evidence, ...others.flatMap(other => other.evidence)]) },
    ]
  })
}

function near(left: Passage[], right: Passage[], distance: number, answer: AnswerFacts): Passage[] {
  const isNear = (a: Passage, b: Passage) =>
    markedIn(a).some(one => markedIn(b).some(other => apart(one, other, answer) <= distance))
  const close = left.map(passage => right.filter(other => isNear(passage, other)))
  return merged([...left.filter((_, index) => close[index]?.length), ...close.flat()])
}

/** From where to where is counted: the words that matched, or all of a passage that was coded. */
function markedIn({ start, end, evidence }: Passage): Span[] {
  return evidence.length > 0 ? evidence : [{ start, end }]
}

function apart(a: Span, b: Span, { wordsBetween }: AnswerFacts): number {
  if (overlap(a, b)) return 0
  return a.end <= b.start ? wordsBetween(a.end, b.start) + 1 : wordsBetween(b.end, a.start) + 1
}

/** In the order of the text, each span once. */
function merged(passages: Passage[]): Passage[] {
  const places = new Map<string, Passage>()
  for (const passage of passages) {
    const place = `${passage.start} ${passage.end}`
    const known = places.get(place)
    places.set(
      place,
      known ? { ...known, evidence: inOrder([...known.evidence, ...passage.evidence]) } : passage,
    )
  }
  return [...places.values()].sort((a, b) => a.start - b.start || a.end - b.end)
}

function inOrder(spans: Span[]): Span[] {
  const places = new Map(spans.map(span => [`${span.start} ${span.end}`, span]))
  return [...places.values()].sort((a, b) => a.start - b.start || a.end - b.end)
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}
