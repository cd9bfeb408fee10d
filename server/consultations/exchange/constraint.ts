import { isDay } from '../conditionProblems.ts'
import type { Question } from '../questions.ts'

/** What a check of an answer (`.`) states, as `. >= 1 and . <= 5`, put into a question; undefined where not all of it can be. */
export function withConstraint(question: Question, constraint: string): Question | undefined {
  const limits = constraint.split(/\s+and\s+/i).map(limitIn)
  let limited: Question | undefined = question
  for (const limit of limits) limited = limited && limit && withLimit(limited, limit)
  return limited
}

type Limit = { sign: string; value: string }

function limitIn(part: string): Limit | undefined {
  const [, sign, value] =
    /^\(?\s*\.\s*(>=|<=|>|<)\s*(?:date\()?'?([^'()]*)'?\)?\s*\)?$/.exec(part.trim()) ?? []
  return sign === undefined || value === undefined ? undefined : { sign, value: value.trim() }
}

function withLimit(question: Question, { sign, value }: Limit): Question | undefined {
  const isLeast = sign.startsWith('>')
  if (question.type === 'number') {
    const number = value === '' ? Number.NaN : Number(value)
    const isStrict = sign.length === 1
    if (!Number.isFinite(number) || (isStrict && !(question.whole && Number.isInteger(number))))
      return undefined
    const limit = isStrict ? number + (isLeast ? 1 : -1) : number
    return { ...question, [isLeast ? 'least' : 'most']: limit }
  }
  if (question.type === 'date' && isDay(value) && sign.length === 2)
    return { ...question, [isLeast ? 'earliest' : 'latest']: value }
  return undefined
}
