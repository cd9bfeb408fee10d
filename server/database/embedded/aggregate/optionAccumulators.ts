import { MongoError } from '../errors.ts'
import { compareSortKeys, parseSort, type SortField, sortKey } from '../query/sort.ts'
import { compare } from '../values/compare.ts'
import { toNumber, wholeNumber } from '../values/numbers.ts'
import { show } from '../values/show.ts'
import type { SortValue } from '../values/tuples.ts'
import { type Document, isDocument, isNumber, type Maybe, type Value } from '../values/types.ts'
import type { Accumulation, Accumulator } from './accumulators.ts'
import { type Expression, parseExpression } from './expression.ts'
import { documentOperand, isNothing } from './operators/define.ts'
import { percentilesOf, readPercentile } from './operators/percentiles.ts'

type Parse = (operand: Value, name: string) => Accumulation

/** Accumulators whose operand is a document of options. */
export const accumulatorsOfOptions: Record<string, Parse> = {
  $firstN: ofN(n => {
    const values: Value[] = []
    return {
      add: value => values.length < n && values.push(value ?? null),
      result: () => values,
    }
  }),
  $lastN: ofN(n => {
    const values: Value[] = []
    return {
      add(value) {
        values.push(value ?? null)
        if (values.length > n) values.shift()
      },
      result: () => values,
    }
  }),
  $minN: ofN(n => extremes(n, compare)),
  $maxN: ofN(n => extremes(n, (a, b) => compare(b, a))),
  $top: ofOrder(1, true),
  $bottom: ofOrder(-1, true),
  $topN: ofOrder(1, false),
  $bottomN: ofOrder(-1, false),
  $median: ofRanks,
  $percentile: ofRanks,
}

function optionsOf(operand: Value, name: string, fields: string[]): Document {
  const source = documentOperand(operand, name)
  for (const key of source.keys()) {
    if (!fields.includes(key))
      throw new MongoError('Location5787901', `Unknown argument to ${name}: '${key}'`)
  }
  for (const field of fields) {
    if (!source.has(field)) throw new MongoError('Location5787906', `Missing value for '${field}' in ${name}`)
  }
  return source
}

/** How many: an expression without fields of the document. */
function sizeOf(source: Document, name: string): number {
  const value = parseExpression(source.get('n') ?? null)(new Map([['ROOT', new Map()]]))
  const size = wholeNumber(value)
  if (size === undefined || size < 1) {
    throw new MongoError('Location5787908', `'n' must be greater than 0 in ${name}, found ${show(value)}`)
  }
  return size
}

function ofN(start: (n: number) => Accumulator): Parse {
  return (operand, name) => {
    const source = optionsOf(operand, name, ['input', 'n'])
    const n = sizeOf(source, name)
    return { expression: parseExpression(source.get('input') ?? null), start: () => start(n) }
  }
}

/** The first n in an order, without null and missing. */
function extremes(n: number, order: (a: Value, b: Value) => number): Accumulator {
  let values: Value[] = []
  return {
    add(value) {
      if (isNothing(value)) return
      values.push(value)
      if (values.length > 2 * n + 100) values = values.sort(order).slice(0, n)
    },
    result: () => values.sort(order).slice(0, n),
  }
}

type Entry = { key: SortValue[]; output: Value }

/** The outputs of the documents that come first in an order, or last (`direction` -1), in that order. */
function ofOrder(direction: 1 | -1, single: boolean): Parse {
  return (operand, name) => {
    const source = optionsOf(operand, name, single ? ['sortBy', 'output'] : ['n', 'sortBy', 'output'])
    const sort = parseSort(documentOperand(source.get('sortBy') ?? null, name))
    const n = single ? 1 : sizeOf(source, name)
    const output = parseExpression(source.get('output') ?? null)
    return { expression: withDocument(output), start: () => ordered(sort, direction, n, single) }
  }
}

/** The document that is looked at and an expression's value, together. */
function withDocument(output: Expression): Expression {
  return scope => [scope.get('ROOT') ?? null, output(scope) ?? null]
}

function ordered(sort: SortField[], direction: 1 | -1, n: number, single: boolean): Accumulator {
  let entries: Entry[] = []
  const nearest = () => {
    entries.sort((a, b) => compareSortKeys(a.key, b.key, sort))
    entries = direction === 1 ? entries.slice(0, n) : entries.slice(-n)
    return entries
  }
  return {
    add(pair: Maybe) {
      const [document, output] = pair as [Value, Value]
      entries.push({ key: sortKey(isDocument(document) ? document : new Map(), sort), output })
      if (entries.length > 2 * n + 100) nearest()
    },
    result() {
      const outputs = nearest().map(entry => entry.output)
      return single ? outputs[0] : outputs
    },
  }
}

function ofRanks(operand: Value, name: string): Accumulation {
  const percentile = readPercentile(operand, name)
  return {
    expression: percentile.input,
    start() {
      const numbers: number[] = []
      return {
        add: value => isNumber(value) && numbers.push(toNumber(value)),
        result: () => percentilesOf(numbers, percentile),
      }
    },
  }
}
