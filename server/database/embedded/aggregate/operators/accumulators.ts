import { Double } from 'bson'
import { compare } from '../../values/compare.ts'
import { toNumber } from '../../values/numbers.ts'
import { isNumber, type Maybe, type Num, type Value, wrap } from '../../values/types.ts'
import { Summation } from '../summation.ts'
import { isNothing, of, type ParseOperator } from './define.ts'
import { quotient } from './math.ts'
import { parsePercentile } from './percentiles.ts'

const any = Number.POSITIVE_INFINITY

/** Of several arguments, or of the elements of one that is an array; what is no number is passed over. */
function ofValues(run: (values: Maybe[]) => Maybe): ParseOperator {
  return of(0, any, values => {
    const [first] = values
    return run(values.length === 1 && Array.isArray(first) ? first : values)
  })
}

/** Accumulators that may also stand in an expression, over the values of one document. */
export const accumulatorOperators: Record<string, ParseOperator> = {
  $sum: ofValues(values => sumOf(values.filter(isNumber))),
  $avg: ofValues(values => averageOf(values.filter(isNumber))),
  $min: ofValues(values => extreme(values, order => order < 0)),
  $max: ofValues(values => extreme(values, order => order > 0)),
  $stdDevPop: ofValues(values => deviation(values.filter(isNumber), 0)),
  $stdDevSamp: ofValues(values => deviation(values.filter(isNumber), 1)),
  $median: (operand, name) => parsePercentile(operand, name),
  $percentile: (operand, name) => parsePercentile(operand, name),
}

function sumOf(values: Num[]): Num {
  const total = new Summation()
  for (const value of values) total.add(value)
  return total.result()
}

export function averageOf(values: Num[]): Num | null {
  return values.length === 0 ? null : quotient(sumOf(values), wrap(values.length))
}

function extreme(values: Maybe[], isBetter: (order: number) => boolean): Value {
  let best: Maybe
  for (const value of values) {
    if (!isNothing(value) && (best === undefined || isBetter(compare(value, best)))) best = value
  }
  return best ?? null
}

/** The standard deviation of a population (`less` 0) or of a sample of it (1), null of too few. */
export function deviation(values: Num[], less: 0 | 1): Value {
  if (values.length <= less) return null
  let [mean, squares] = [0, 0]
  for (const [index, value] of values.entries()) {
    const number = toNumber(value)
    const before = number - mean
    mean += before / (index + 1)
    squares += before * (number - mean)
  }
  return new Double(Math.sqrt(squares / (values.length - less)))
}
