import { relationsOf } from '../../conditionProblems.ts'
import type { Comparison, Condition, Relation } from '../../conditions.ts'
import type { Question } from '../../questions.ts'
import { Unknown } from './tokens.ts'

/** What a name in an expression refers to: a question, one of its options, or one of its rows. */
export type Reference = { question: Question; option?: string; row?: string }
export type Resolve = (name: string) => Reference | undefined

/** What stands beside a sign; `size`, how long an answer is or how many were chosen. */
export type Operand =
  | { kind: 'answer' | 'size'; at: Reference }
  | { kind: 'value'; text: string }
  | { kind: 'list'; texts: string[] }
  | { kind: 'condition'; condition: Condition }

export type Sign = '=' | '!=' | '<' | '>' | '<=' | '>='

export const always: Condition = { all: [] }
export const never: Condition = { any: [] }

const turned: Record<Sign, Sign> = { '=': '=', '!=': '!=', '<': '>', '>': '<', '<=': '>=', '>=': '<=' }
const ordered: Partial<Record<Sign, Relation>> = {
  '>': 'over',
  '<': 'under',
  '>=': 'atLeast',
  '<=': 'atMost',
}

/** What a comparison states. @throws Unknown for one that has no meaning here */
export function compare(left: Operand, sign: Sign, right: Operand): Condition {
  if (left.kind === 'value' && (right.kind === 'answer' || right.kind === 'size'))
    return compare(right, turned[sign], left)
  if (left.kind === 'value' && right.kind === 'value' && (sign === '=' || sign === '!='))
    return (left.text === right.text) === (sign === '=') ? always : never
  if (left.kind === 'size') return compareSize(left.at, sign, right)
  if (left.kind !== 'answer') throw new Unknown('it compares something else than an answer')
  const text = only(right)
  const relation = ordered[sign]
  if (relation) return comparison(left.at, relation, text)
  const so =
    text === ''
      ? negated(answered(left.at))
      : (isTicked(left.at, text) ?? comparison(left.at, 'equals', text))
  return sign === '=' ? so : negated(so)
}

/** A value, or a list of one. @throws Unknown for anything else */
export function only(operand: Operand): string {
  if (operand.kind === 'value') return operand.text
  const [first] = operand.kind === 'list' && operand.texts.length === 1 ? operand.texts : []
  if (first === undefined) throw new Unknown('it compares an answer with something else than a value')
  return first
}

/** Of one option of several, which other programs hold as a field of its own: whether it is ticked. */
function isTicked({ option, question }: Reference, text: string): Condition | undefined {
  if (option === undefined) return undefined
  const ticked = comparison({ question }, 'contains', option)
  if (['Y', '1', 'true'].includes(text)) return ticked
  if (['N', '0', 'false'].includes(text)) return negated(ticked)
  throw new Unknown(`an option is not compared with “${text}”`)
}

/** Whether anything was written or chosen at all; more of an answer's size cannot be asked for. */
function compareSize(at: Reference, sign: Sign, right: Operand): Condition {
  const stated = `${sign} ${right.kind === 'value' ? right.text : ''}`
  if (['> 0', '>= 1', '!= 0'].includes(stated)) return answered(at)
  if (['= 0', '< 1', '<= 0'].includes(stated)) return negated(answered(at))
  throw new Unknown('how long an answer is, or how many were chosen, cannot be asked for')
}

/** What `contains`, `anyof` and their like state. */
export function among(at: Reference, how: string, right: Operand): Condition {
  const texts = right.kind === 'list' ? right.texts : [only(right)]
  const relation = relationsOf[at.question.type].includes('contains') ? 'contains' : 'equals'
  const each = texts.map(text => comparison(at, relation, text))
  const [one] = each
  const single = each.length === 1 ? one : undefined
  if (how === 'anyof') return single ?? { any: each }
  if (how === 'noneof') return negated(single ?? { any: each })
  const all = single ?? { all: each }
  return how.startsWith('not') ? negated(all) : all
}

/** What stands alone states: a condition in brackets, or that something was answered. */
export function truth(operand: Operand): Condition {
  if (operand.kind === 'condition') return operand.condition
  if (operand.kind === 'answer') {
    const { question } = operand.at
    const isYes = 'options' in question && question.options.some(({ value }) => value === 'true')
    return isYes ? comparison(operand.at, 'equals', 'true') : answered(operand.at)
  }
  if (operand.kind === 'value' && ['1', 'true'].includes(operand.text)) return always
  if (operand.kind === 'value' && ['0', 'false'].includes(operand.text)) return never
  throw new Unknown('it states nothing that could hold')
}

export function answered(at: Reference): Condition {
  return at.option === undefined
    ? comparison(at, 'answered', undefined)
    : comparison({ question: at.question }, 'contains', at.option)
}

export function negated(condition: Condition): Condition {
  return 'not' in condition ? condition.not : { not: condition }
}

function comparison({ question, row }: Reference, is: Relation, value: string | undefined): Comparison {
  if (!relationsOf[question.type].includes(is))
    throw new Unknown(`an answer to “${question.id}” cannot be compared so`)
  if (question.type === 'matrix' && row === undefined)
    throw new Unknown(`it does not say which row of “${question.id}” it refers to`)
  return {
    question: question.id,
    ...(row === undefined ? {} : { row }),
    is,
    ...(value === undefined ? {} : { value }),
  }
}
