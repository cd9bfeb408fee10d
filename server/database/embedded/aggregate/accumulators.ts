import { MongoError } from '../errors.ts'
import { type GroupKey, groupKey } from '../indexes/keyEncoding.ts'
import { compare } from '../values/compare.ts'
import { isDocument, isNumber, type Maybe, type Num, type Value, wrap } from '../values/types.ts'
import { weightOf } from '../values/weight.ts'
import { type Expression, parseExpression } from './expression.ts'
import { deviation } from './operators/accumulators.ts'
import { isNothing } from './operators/define.ts'
import { merge } from './operators/documents.ts'
import { quotient } from './operators/math.ts'
import { distinct } from './operators/sets.ts'
import { accumulatorsOfOptions } from './optionAccumulators.ts'
import { refusedAccumulators } from './refused.ts'
import { Summation } from './summation.ts'

/**
 * Gathers the values of one group; `result` is asked once, at the end. `held` is about how many bytes it has in memory,
 * of one that keeps all it is given.
 */
export type Accumulator = { add: (value: Maybe) => void; result: () => Maybe; held?: number }

/** What $group computes for one field. */
export type Accumulation = { expression: Expression; start: () => Accumulator }

/** @throws MongoError at an accumulator that is unknown */
export function parseAccumulation(name: string, source: Value): Accumulation {
  const [operator] = isDocument(source) ? source.keys() : []
  if (!isDocument(source) || operator === undefined || source.size !== 1) {
    throw new MongoError('Location40234', `The field '${name}' must be an accumulator object`)
  }
  if (name.includes('.')) throw new MongoError('Location40235', `The field name '${name}' cannot contain '.'`)
  return accumulationOf(operator, source.get(operator) ?? null)
}

export function accumulationOf(operator: string, operand: Value): Accumulation {
  const refused = refusedAccumulators.get(operator)
  if (refused) throw refused()
  const start = accumulators[operator]
  if (start)
    return { expression: operator === '$count' ? parseCount(operand) : parseExpression(operand), start }
  const parse = accumulatorsOfOptions[operator]
  if (!parse) throw new MongoError('Location15952', `unknown group operator '${operator}'`)
  return parse(operand, operator)
}

/** Every accumulator of $group. */
export function accumulatorNames(): string[] {
  return [...Object.keys(accumulators), ...Object.keys(accumulatorsOfOptions)]
}

function parseCount(operand: Value): Expression {
  if (isDocument(operand) && operand.size === 0) return () => null
  throw new MongoError('TypeMismatch', '$count takes no arguments, i.e. $count:{}')
}

const accumulators: Record<string, () => Accumulator> = {
  $sum: () => {
    const total = new Summation()
    return {
      add(value) {
        if (isNumber(value)) total.add(value)
      },
      result: () => total.result(),
    }
  },
  $avg: average,
  $stdDevPop: () => ofNumbers(values => deviation(values, 0)),
  $stdDevSamp: () => ofNumbers(values => deviation(values, 1)),
  $count: () => {
    let count = 0
    return { add: () => (count += 1), result: () => wrap(count) }
  },
  $min: () => extreme(order => order < 0),
  $max: () => extreme(order => order > 0),
  $first: () => {
    const values: Maybe[] = []
    return {
      add(value) {
        if (values.length === 0) values.push(value)
      },
      result: () => values[0] ?? null,
    }
  },
  $last: () => {
    let last: Maybe
    return {
      add(value) {
        last = value
      },
      result: () => last ?? null,
    }
  },
  $push: collect,
  $addToSet: collectDistinct,
  $mergeObjects: () => {
    const values: Maybe[] = []
    const accumulator = {
      held: 0,
      add(value: Maybe) {
        values.push(value)
        accumulator.held += weightOf(value)
      },
      result: () => merge(values),
    }
    return accumulator
  },
}

/** Of numbers only, all of which are kept until the end. */
function ofNumbers(finish: (values: Num[]) => Value): Accumulator {
  const values: Num[] = []
  const accumulator = {
    held: 0,
    add(value: Maybe) {
      if (!isNumber(value)) return
      values.push(value)
      accumulator.held += weightOf(value)
    },
    result: () => finish(values),
  }
  return accumulator
}

function average(): Accumulator {
  const total = new Summation()
  let count = 0
  return {
    add(value) {
      if (!isNumber(value)) return
      total.add(value)
      count += 1
    },
    result: () => (count === 0 ? null : quotient(total.result(), wrap(count))),
  }
}

/** null and missing are passed over. */
function extreme(isBetter: (order: number) => boolean): Accumulator {
  let best: Maybe
  return {
    add(value) {
      if (!isNothing(value) && (best === undefined || isBetter(compare(value, best)))) best = value
    },
    result: () => best ?? null,
  }
}

/** Missing is passed over; null is not. */
function collect(): Accumulator {
  const values: Value[] = []
  const accumulator = {
    held: 0,
    add(value: Maybe) {
      if (value === undefined) return
      values.push(value)
      accumulator.held += weightOf(value)
    },
    result: () => values,
  }
  return accumulator
}

function collectDistinct(): Accumulator {
  const values = new Map<GroupKey, Value>()
  const accumulator = {
    held: 0,
    add(value: Maybe) {
      if (value === undefined) return
      const key = groupKey(value)
      if (values.has(key)) return
      values.set(key, value)
      accumulator.held += 2 * weightOf(value)
    },
    result: () => distinct([...values.values()]),
  }
  return accumulator
}
