import { Long } from 'bson'
import { MongoError } from '../errors.ts'
import { type GroupKey, groupKey } from '../indexes/keyEncoding.ts'
import { type Document, documentOf, isDocument, type Maybe, type Value } from '../values/types.ts'
import { assign } from './assign.ts'
import { evaluate, parseExpression, valueAt } from './expression.ts'
import { textOf } from './lookup.ts'
import type { Stage, Surroundings } from './pipeline.ts'
import { countOf } from './stages.ts'

const known = [
  'from',
  'startWith',
  'connectFromField',
  'connectToField',
  'as',
  'maxDepth',
  'depthField',
  'restrictSearchWithMatch',
]

type Search = {
  from: string
  connectFrom: string[]
  connectTo: string
  maxDepth: number
  depthField: string[] | undefined
  restriction: Document | undefined
}

/** Follows references from document to document, each found once however many lead to it. */
export function parseGraphLookup(operand: Value): Stage {
  if (!isDocument(operand))
    throw new MongoError('FailedToParse', 'the $graphLookup stage specification must be an object')
  for (const option of operand.keys()) {
    if (!known.includes(option))
      throw new MongoError('Location40104', `Unknown argument to $graphLookup: ${option}`)
  }
  const text = (name: string) => textOf(operand, name, '$graphLookup')
  const startWith = operand.get('startWith')
  if (startWith === undefined) throw new MongoError('Location40105', "$graphLookup requires 'startWith'")
  const start = parseExpression(startWith)
  const restriction = operand.get('restrictSearchWithMatch')
  const search: Search = {
    from: text('from'),
    connectFrom: text('connectFromField').split('.'),
    connectTo: text('connectToField'),
    maxDepth: operand.has('maxDepth')
      ? countOf('$graphLookup', operand.get('maxDepth') ?? null, 0)
      : Number.POSITIVE_INFINITY,
    depthField: operand.has('depthField') ? text('depthField').split('.') : undefined,
    restriction: isDocument(restriction) ? restriction : undefined,
  }
  const as = text('as').split('.')
  return function* (input, surroundings) {
    for (const document of input) {
      const first = evaluate(start, document, surroundings.variables)
      yield assign(document, as, reached(search, valuesIn(first), surroundings))
    }
  }
}

/** Every document that is connected, nearest first. */
function reached(search: Search, start: Value[], { documentsOf, variables }: Surroundings): Document[] {
  const { from, connectFrom, connectTo, maxDepth, depthField, restriction } = search
  const found = new Map<GroupKey, Document>()
  const asked = new Set<GroupKey>()
  let frontier = start
  for (let depth = 0; depth <= maxDepth && frontier.length > 0; depth++) {
    const values = frontier.filter(value => isNew(asked, value))
    const connected = documentOf({ [connectTo]: { $in: values } })
    const filter = restriction ? documentOf({ $and: [connected, restriction] }) : connected
    frontier = []
    for (const document of values.length > 0 ? documentsOf(from, filter, variables) : []) {
      const key = keyOf(document.get('_id'))
      if (found.has(key)) continue
      found.set(key, depthField ? assign(document, depthField, Long.fromNumber(depth)) : document)
      frontier.push(...valuesIn(valueAt(document, connectFrom)))
    }
  }
  return [...found.values()]
}

function isNew(asked: Set<GroupKey>, value: Value): boolean {
  const key = keyOf(value)
  if (asked.has(key)) return false
  asked.add(key)
  return true
}

function keyOf(value: Maybe): GroupKey {
  return groupKey(value ?? null)
}

function valuesIn(value: Maybe): Value[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}
