import { MongoError } from '../../errors.ts'
import { compareSortKeys, type SortField, sortKey } from '../../query/sort.ts'
import { wholeNumber } from '../../values/numbers.ts'
import { type Document, isDocument, type Maybe, type Value, wrap } from '../../values/types.ts'
import { accumulationOf } from '../accumulators.ts'
import { evaluate, parseExpression, type Scope, scopeOf } from '../expression.ts'
import { documentOperand, isNothing } from '../operators/define.ts'
import { type Frame, parseFrame, wholePartition } from './bounds.ts'
import { derivative, expMovingAverage, integral, linearFill } from './numeric.ts'

/** One value for each document of a partition, which is in order. */
export type WindowFunction = (partition: Document[], variables: Scope) => Maybe[]
export type ParseFunction = (operand: Value, sort: SortField[], frame: Frame) => WindowFunction

/** `{$function: operand, window: {…}}`. @throws MongoError */
export function parseFunction(definition: Document, sort: SortField[]): WindowFunction {
  const names = [...definition.keys()].filter(key => key.startsWith('$'))
  const [name] = names
  const extra = [...definition.keys()].find(key => !key.startsWith('$') && key !== 'window')
  if (name === undefined || names.length > 1 || extra !== undefined) {
    throw new MongoError('FailedToParse', 'Expected one window function, perhaps with a window')
  }
  const operand = definition.get(name) ?? null
  const window = definition.get('window')
  const parse = windowFunctions[name]
  if (!parse) return overFrame(name, operand, parseFrame(window, sort))
  if (window !== undefined && !framed.includes(name)) {
    throw new MongoError('Location5371601', `'window' field is not allowed in ${name}`)
  }
  return parse(operand, sort, parseFrame(window, sort))
}

/** Functions of the order alone, and those of numbers around; besides them, every accumulator. */
export const windowFunctions: Record<string, ParseFunction> = {
  $documentNumber: operand => {
    nothing('$documentNumber', operand)
    return partition => partition.map((_, row) => wrap(row + 1))
  },
  $rank: ranking('$rank', (row, before) => (before.same ? before.rank : row + 1)),
  $denseRank: ranking('$denseRank', (_, before) => (before.same ? before.rank : before.rank + 1)),
  $shift: parseShift,
  $locf: operand => {
    const input = parseExpression(operand)
    return (partition, variables) => {
      let last: Maybe = null
      return partition.map(document => {
        const value = evaluate(input, document, variables)
        if (!isNothing(value)) last = value
        return last
      })
    }
  },
  $linearFill: linearFill,
  $expMovingAvg: expMovingAverage,
  $derivative: derivative,
  $integral: integral,
}

const framed = ['$derivative', '$integral']

function nothing(name: string, operand: Value): void {
  if (!isDocument(operand) || operand.size > 0) {
    throw new MongoError('Location5371603', `${name} must be specified with '{}' as the value`)
  }
}

type Before = { rank: number; same: boolean }

function ranking(name: string, next: (row: number, before: Before) => number): ParseFunction {
  return (operand, sort) => {
    nothing(name, operand)
    if (sort.length !== 1) {
      throw new MongoError(
        'Location5371602',
        `${name} must be specified with a top level sortBy expression with exactly one element`,
      )
    }
    return partition => {
      let rank = 0
      return partition.map((document, row) => {
        const before = partition[row - 1]
        const same =
          before !== undefined && compareSortKeys(sortKey(before, sort), sortKey(document, sort), sort) === 0
        rank = next(row, { rank, same })
        return wrap(rank)
      })
    }
  }
}

function parseShift(operand: Value, sort: SortField[]): WindowFunction {
  const source = documentOperand(operand, '$shift')
  if (sort.length === 0) throw new MongoError('FailedToParse', '$shift requires a sortBy')
  const output = parseExpression(source.get('output') ?? null)
  const by = wholeNumber(source.get('by'))
  if (by === undefined) throw new MongoError('FailedToParse', "'$shift:by' field must be an integer")
  const fallback = parseExpression(source.get('default') ?? null)(scopeOf(new Map()))
  return (partition, variables) =>
    partition.map((_, row) => {
      const other = partition[row + by]
      return other ? (evaluate(output, other, variables) ?? null) : fallback
    })
}

/** An accumulator over the rows of each frame, which is gone through once where it is all of them. */
function overFrame(name: string, operand: Value, frame: Frame): WindowFunction {
  const { expression, start } = accumulationOf(name, operand)
  return (partition, variables) => {
    const values = partition.map(document => evaluate(expression, document, variables))
    const over = (from: number, to: number) => {
      const accumulator = start()
      for (const value of values.slice(from, to)) accumulator.add(value)
      return accumulator.result()
    }
    if (frame === wholePartition) {
      const all = over(0, values.length)
      return partition.map(() => all)
    }
    return partition.map((_, row) => {
      const { from, to } = frame(partition, row)
      return from < to ? over(from, to) : over(0, 0)
    })
  }
}
