import { Double } from 'bson'
import { MongoError } from '../../errors.ts'
import { toNumber } from '../../values/numbers.ts'
import { isNumber, type Maybe, type Value } from '../../values/types.ts'
import { type Expression, parseExpression } from '../expression.ts'
import { documentOperand } from './define.ts'

/** What $percentile and $median ask of numbers: `single` gives one value, else one for each of `ps`. */
export type Percentile = { ps: number[]; single: boolean; input: Expression }

/** `{input, p, method}`, or `{input, method}` for a median. @throws MongoError */
export function readPercentile(operand: Value, name: string): Percentile {
  const source = documentOperand(operand, name)
  const single = name === '$median'
  for (const key of source.keys()) {
    if (!['input', 'method', ...(single ? [] : ['p'])].includes(key)) {
      throw new MongoError('Location40415', `BSON field '${name}.${key}' is an unknown field.`)
    }
  }
  const input = source.get('input')
  if (input === undefined) {
    throw new MongoError('Location40414', `BSON field '${name}.input' is missing but a required field`)
  }
  if (source.get('method') !== 'approximate') {
    throw new MongoError('BadValue', "Currently only 'approximate' can be used as percentile 'method'.")
  }
  return { ps: single ? [0.5] : ranksOf(source.get('p')), single, input: parseExpression(input) }
}

function ranksOf(ps: Maybe): number[] {
  if (!Array.isArray(ps) || ps.length === 0) {
    throw new MongoError(
      'Location7750301',
      "The $percentile 'p' field must be an array of numbers from [0.0, 1.0]",
    )
  }
  return ps.map(p => {
    const number = isNumber(p) ? toNumber(p) : Number.NaN
    if (!(number >= 0 && number <= 1)) {
      throw new MongoError('Location7750303', "The $percentile 'p' field must be of numbers from [0.0, 1.0]")
    }
    return number
  })
}

/** The value at each rank: the least that has at least so much of the values at or below it. */
export function percentilesOf(numbers: number[], { ps, single }: Percentile): Value {
  const sorted = numbers.filter(number => !Number.isNaN(number)).sort((a, b) => a - b)
  const values = ps.map(p => {
    const value = sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)]
    return value === undefined ? null : new Double(value)
  })
  return single ? (values[0] ?? null) : values
}

export function parsePercentile(operand: Value, name: string): Expression {
  const percentile = readPercentile(operand, name)
  return scope => {
    const value = percentile.input(scope)
    const values = Array.isArray(value) ? value : [value]
    return percentilesOf(values.filter(isNumber).map(toNumber), percentile)
  }
}
