import { MongoError } from '../../errors.ts'
import { truthy } from '../../query/operators.ts'
import { compare } from '../../values/compare.ts'
import { isDocument, type Maybe, type Value, wrap } from '../../values/types.ts'
import { type Expression, parseExpression } from '../expression.ts'
import { documentOperand, isNothing, named, of, type ParseOperator } from './define.ts'

const any = Number.POSITIVE_INFINITY

export function isTrue(value: Maybe): boolean {
  return value !== undefined && truthy(value)
}

/** A missing field is below null here, unlike in a sort. */
function order(a: Maybe, b: Maybe): number {
  if ((a === undefined) !== (b === undefined)) return a === undefined ? belowNothing(b) : -belowNothing(a)
  return compare(a, b)
}

function belowNothing(other: Maybe): number {
  return compare(null, other) > 0 ? 1 : -1
}

const comparison = (test: (order: number) => boolean): ParseOperator =>
  of(2, 2, ([a, b]) => test(order(a, b)))

export const conditionOperators: Record<string, ParseOperator> = {
  $eq: comparison(order => order === 0),
  $ne: comparison(order => order !== 0),
  $gt: comparison(order => order > 0),
  $gte: comparison(order => order >= 0),
  $lt: comparison(order => order < 0),
  $lte: comparison(order => order <= 0),
  $cmp: of(2, 2, ([a, b]) => wrap(Math.sign(order(a, b)))),
  $and: of(0, any, values => values.every(isTrue)),
  $or: of(0, any, values => values.some(isTrue)),
  $not: of(1, 1, ([value]) => !isTrue(value)),
  $ifNull: of(2, any, values => values.find(value => !isNothing(value)) ?? values.at(-1)),
  $cond: parseCond,
  $switch: parseSwitch,
}

function parseCond(operand: Value, name: string): Expression {
  if (!Array.isArray(operand)) return condOf(operand, name)
  if (operand.length !== 3) throw new MongoError('BadValue', 'Expression $cond takes exactly 3 arguments')
  const [test, yes, no] = operand.map(parseExpression) as [Expression, Expression, Expression]
  return scope => (isTrue(test(scope)) ? yes(scope) : no(scope))
}

const condOf = named(['if', 'then', 'else'], [], parts => {
  const [test, yes, no] = ['if', 'then', 'else'].map(part => parts.get(part)) as [
    Expression,
    Expression,
    Expression,
  ]
  return scope => (isTrue(test(scope)) ? yes(scope) : no(scope))
})

function parseSwitch(operand: Value, name: string): Expression {
  const source = documentOperand(operand, name)
  const branches = source.get('branches')
  if (!Array.isArray(branches) || branches.length === 0)
    throw new MongoError('BadValue', '$switch requires branches')
  const parsed = branches.map(branch => {
    const [test, result] = isDocument(branch) ? [branch.get('case'), branch.get('then')] : []
    if (test === undefined || result === undefined) {
      throw new MongoError('BadValue', '$switch requires each branch to have a case and a then')
    }
    return { test: parseExpression(test), result: parseExpression(result) }
  })
  const otherwise = source.get('default')
  const fallback = otherwise === undefined ? undefined : parseExpression(otherwise)
  return scope => {
    const found = parsed.find(({ test }) => isTrue(test(scope)))
    if (found) return found.result(scope)
    if (!fallback)
      throw new MongoError(
        'Location40066',
        '$switch could not find a matching branch, and no default was given',
      )
    return fallback(scope)
  }
}
