import { Decimal128, Double } from 'bson'
import { MongoError, unsupported } from '../errors.ts'
import { compare } from '../values/compare.ts'
import { toNumber } from '../values/numbers.ts'
import { isDocument, isNumber, type Maybe, type Value, wrap } from '../values/types.ts'
import { type Expression, parseExpression } from './expression.ts'
import { distinct } from './operators/arrays.ts'
import { isNothing } from './operators/define.ts'
import { merge } from './operators/documents.ts'
import { Summation } from './summation.ts'

/** Gathers the values of one group; `result` is asked once, at the end. */
type Accumulator = { add: (value: Maybe) => void; result: () => Maybe }

/** What $group computes for one field. */
export type Accumulation = { expression: Expression; start: () => Accumulator }

/** @throws MongoError at an accumulator that is unknown */
export function parseAccumulation(name: string, source: Value): Accumulation {
  const [operator] = isDocument(source) ? source.keys() : []
  if (!isDocument(source) || operator === undefined || source.size !== 1) {
    throw new MongoError('BadValue', `The field '${name}' must be an accumulator object`)
  }
  if (name.includes('.')) throw new MongoError('BadValue', `The field name '${name}' cannot contain '.'`)
  const operand = source.get(operator) ?? null
  const start = accumulators[operator]
  if (!start) throw new MongoError('InvalidPipelineOperator', `unknown group operator '${operator}'`)
  return { expression: operator === '$count' ? () => null : parseExpression(operand), start }
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
  $push: () => collect(values => values),
  $addToSet: () => collect(distinct),
  $mergeObjects: () => {
    const values: Maybe[] = []
    return { add: value => values.push(value), result: () => merge(values) }
  },
}

function average(): Accumulator {
  const total = new Summation()
  let count = 0
  return {
    add(value) {
      if (value instanceof Decimal128) throw unsupported('$avg of a decimal')
      if (!isNumber(value)) return
      total.add(value)
      count += 1
    },
    result: () => (count === 0 ? null : new Double(toNumber(total.result()) / count)),
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
function collect(finish: (values: Value[]) => Value[]): Accumulator {
  const values: Value[] = []
  return {
    add(value) {
      if (value !== undefined) values.push(value)
    },
    result: () => finish(values),
  }
}
