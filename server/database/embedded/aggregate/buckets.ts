import { MongoError, unsupported } from '../errors.ts'
import { compare } from '../values/compare.ts'
import { type Document, documentOf, isDocument, rank, type Value } from '../values/types.ts'
import { parseAccumulation } from './accumulators.ts'
import { evaluate, parseExpression } from './expression.ts'
import { allOf } from './memory.ts'
import { parsePipeline, type Stage } from './pipeline.ts'
import { countOf } from './stages.ts'

function optionsOf(stage: string, operand: Value, required: string[], optional: string[]): Document {
  if (!isDocument(operand))
    throw new MongoError('Location40201', `Argument to ${stage} stage must be an object`)
  for (const key of operand.keys()) {
    if (![...required, ...optional].includes(key))
      throw new MongoError('Location40197', `Unrecognized option to ${stage}: ${key}.`)
  }
  for (const key of required) {
    if (!operand.has(key))
      throw new MongoError('Location40198', `${stage} requires '${key}' to be specified.`)
  }
  return operand
}

function outputOf(stage: string, source: Document): Document {
  const output = source.get('output') ?? documentOf({ count: { $sum: 1 } })
  if (!isDocument(output))
    throw new MongoError('Location40196', `The ${stage} 'output' field must be an object`)
  return output
}

/** Groups by the boundaries between which a value lies; each bucket has its lower one, and is without its upper one. */
export function parseBucket(operand: Value): Stage {
  const source = optionsOf('$bucket', operand, ['groupBy', 'boundaries'], ['default', 'output'])
  const [groupBy, boundaries] = [source.get('groupBy') ?? null, source.get('boundaries')]
  const lower = checkBoundaries(boundaries, source.get('default'))
  const branches = lower.slice(0, -1).map((from, index) => ({
    case: {
      $and: [
        { $gte: [groupBy, { $literal: from }] },
        { $lt: [groupBy, { $literal: lower[index + 1] as Value }] },
      ],
    },
    // biome-ignore lint/suspicious/noThenProperty: it is MongoDB's name for it
    then: { $literal: from },
  }))
  const fallback = source.has('default') ? { default: { $literal: source.get('default') ?? null } } : {}
  const group = new Map([
    ...documentOf({ _id: { $switch: { branches, ...fallback } } }),
    ...outputOf('$bucket', source),
  ])
  return parsePipeline([documentOf({ $group: group }), documentOf({ $sort: { _id: 1 } })])
}

function checkBoundaries(boundaries: Value | undefined, fallback: Value | undefined): Value[] {
  if (!Array.isArray(boundaries) || boundaries.length < 2) {
    throw new MongoError(
      'Location40192',
      "The $bucket 'boundaries' field must be an array of at least 2 values",
    )
  }
  for (const [index, value] of boundaries.slice(1).entries()) {
    const before = boundaries[index]
    if (rank(value) !== rank(before))
      throw new MongoError(
        'Location40193',
        "All values in the 'boundaries' option to $bucket must have the same type",
      )
    if (compare(before, value) >= 0)
      throw new MongoError(
        'Location40194',
        "The 'boundaries' option to $bucket must be sorted in ascending order",
      )
  }
  const [first, last] = [boundaries[0], boundaries.at(-1)]
  if (fallback !== undefined && compare(fallback, first) >= 0 && compare(fallback, last) < 0) {
    throw new MongoError(
      'Location40199',
      "The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary.",
    )
  }
  return boundaries
}

/** Groups into about equally many documents each; equal values stay together. */
export function parseBucketAuto(operand: Value): Stage {
  const source = optionsOf('$bucketAuto', operand, ['groupBy', 'buckets'], ['output', 'granularity'])
  if (source.has('granularity')) throw unsupported("$bucketAuto with 'granularity'")
  const groupBy = parseExpression(source.get('groupBy') ?? null)
  const most = countOf('$bucketAuto', source.get('buckets') ?? null, 1)
  const output = [...outputOf('$bucketAuto', source)].map(
    ([name, accumulator]) => [name, parseAccumulation(name, accumulator)] as const,
  )
  return function* (input, { variables }) {
    const entries = allOf('$bucketAuto', input)
      .map(document => ({ document, value: evaluate(groupBy, document, variables) ?? null }))
      .sort((a, b) => compare(a.value, b.value))
    const size = Math.max(1, Math.round(entries.length / most))
    let start = 0
    for (let bucket = 1; start < entries.length; bucket++) {
      let end = bucket === most ? entries.length : Math.min(start + size, entries.length)
      while (end < entries.length && compare(entries[end]?.value, entries[end - 1]?.value) === 0) end += 1
      const result: Document = documentOf({
        _id: { min: entries[start]?.value ?? null, max: (entries[end] ?? entries[end - 1])?.value ?? null },
      })
      for (const [name, { expression, start: begin }] of output) {
        const accumulator = begin()
        for (const { document } of entries.slice(start, end))
          accumulator.add(evaluate(expression, document, variables))
        result.set(name, accumulator.result() ?? null)
      }
      yield result
      start = end
    }
  }
}
