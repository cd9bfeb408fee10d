import { Double } from 'bson'
import { MongoError } from '../errors.ts'
import { type GroupKey, groupKey } from '../indexes/keyEncoding.ts'
import { compare } from '../values/compare.ts'
import { toNumber } from '../values/numbers.ts'
import { show } from '../values/show.ts'
import { type Document, isNumber, type Value, wrap } from '../values/types.ts'
import { assign } from './assign.ts'
import { valueAt } from './expression.ts'
import { textOf } from './lookup.ts'
import { unitOperand } from './operators/dates/arguments.ts'
import { later } from './operators/dates/spans.ts'
import { utc } from './operators/dates/zone.ts'
import type { Stage } from './pipeline.ts'
import { documentOperand } from './stages.ts'

/** MongoDB's limit of what one $densify makes. */
const mostMade = 500_000

type Bounds = 'full' | 'partition' | [Value, Value]
type Step = (from: Value, count: number) => Value

/** Adds documents where values of a field are missing between others, at equal steps from the first. */
export function parseDensify(operand: Value): Stage {
  const source = documentOperand('$densify', operand)
  const path = textOf(source, 'field', '$densify').split('.')
  const partitionBy = partitionFields(source.get('partitionByFields'))
  const range = documentOperand('$densify', source.get('range') ?? null)
  const step = stepOf(range)
  const bounds = boundsOf(range.get('bounds') ?? null)
  return function* (input) {
    const { partitions, others } = sorted(input, path, partitionBy)
    yield* others
    const all = [...partitions.values()]
      .flat()
      .map(({ value }) => value)
      .sort(compare)
    const budget = { left: mostMade }
    for (const partition of partitions.values()) {
      const whole = bounds === 'partition' ? partition.map(({ value }) => value) : all
      const edges = Array.isArray(bounds) ? bounds : [whole[0] ?? null, whole.at(-1) ?? null]
      yield* densified(partition, {
        low: edges[0] as Value,
        high: edges[1] as Value,
        isOpen: Array.isArray(bounds),
        step,
        make: value => made(partition[0]?.document ?? new Map(), partitionBy, path, value),
        budget,
      })
    }
  }
}

type Entry = { value: Value; document: Document }

/** By partition, in order of the field; those that have none come first as they are. */
function sorted(input: Iterable<Document>, path: string[], partitionBy: string[][]) {
  const partitions = new Map<GroupKey, Entry[]>()
  const others: Document[] = []
  for (const document of input) {
    const value = valueAt(document, path)
    if (value === undefined || value === null) {
      others.push(document)
      continue
    }
    if (!isNumber(value) && !(value instanceof Date))
      throw new MongoError('Location5733201', `Densify field type must be numeric or a date: ${show(value)}`)
    const key = groupKey(partitionBy.map(parts => valueAt(document, parts) ?? null))
    const partition = partitions.get(key) ?? []
    partition.push({ value, document })
    partitions.set(key, partition)
  }
  for (const partition of partitions.values()) partition.sort((a, b) => compare(a.value, b.value))
  return { partitions, others }
}

type Plan = {
  low: Value
  high: Value
  /** The high bound is not made itself. */
  isOpen: boolean
  step: Step
  make: (value: Value) => Document
  budget: { left: number }
}

function* densified(entries: Entry[], { low, high, isOpen, step, make, budget }: Plan): Generator<Document> {
  let next = 0
  for (let count = 0; ; count++) {
    const value = step(low, count)
    const order = compare(value, high)
    if (order > 0 || (order === 0 && isOpen)) break
    let isThere = false
    for (; next < entries.length && compare(entries[next]?.value, value) <= 0; next++) {
      const entry = entries[next] as Entry
      isThere ||= compare(entry.value, value) === 0
      yield entry.document
    }
    if (isThere) continue
    budget.left -= 1
    if (budget.left < 0)
      throw new MongoError(
        'Location5897900',
        `Generated ${mostMade} documents in $densify, which is over the limit`,
      )
    yield make(value)
  }
  for (const { document } of entries.slice(next)) yield document
}

function made(like: Document, partitionBy: string[][], path: string[], value: Value): Document {
  const partition = partitionBy.reduce(
    (document, parts) => assign(document, parts, valueAt(like, parts) ?? null),
    new Map() as Document,
  )
  return assign(partition, path, value)
}

function partitionFields(fields: Value | undefined): string[][] {
  if (fields === undefined) return []
  if (!Array.isArray(fields) || !fields.every(field => typeof field === 'string'))
    throw new MongoError('TypeMismatch', "'partitionByFields' must be an array of strings")
  return fields.map(field => field.split('.'))
}

function stepOf(range: Document): Step {
  const [step, unit] = [range.get('step'), range.get('unit')]
  const size = isNumber(step) ? toNumber(step) : 0
  if (!(size > 0))
    throw new MongoError(
      'Location5733401',
      'the step parameter in a range statement must be a strictly positive numeric value',
    )
  if (unit === undefined) {
    return (from, count) => {
      if (!isNumber(from)) throw new MongoError('Location6053600', 'numeric step on dates requires a unit')
      const sum = toNumber(from) + count * size
      return from instanceof Double || step instanceof Double ? new Double(sum) : wrap(sum)
    }
  }
  const named = unitOperand('$densify', unit)
  return (from, count) => {
    if (!(from instanceof Date)) throw new MongoError('Location6053600', "'unit' requires dates to densify")
    return later(from, count * size, { unit: named, zone: utc })
  }
}

function boundsOf(bounds: Value): Bounds {
  if (bounds === 'full' || bounds === 'partition') return bounds
  const [low, high] = Array.isArray(bounds) && bounds.length === 2 ? bounds : []
  if (low === undefined || high === undefined || compare(low, high) > 0) {
    throw new MongoError(
      'Location5733403',
      "the bounds must be 'full', 'partition' or an ascending array of two",
    )
  }
  return [low, high]
}
