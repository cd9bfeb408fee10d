import { ObjectId } from 'bson'
import type { Scope } from '../aggregate/expression.ts'
import { parsePipelineUpdate } from '../aggregate/pipelineUpdate.ts'
import { MongoError } from '../errors.ts'
import { conjuncts, type Filter } from '../query/filter.ts'
import { equal } from '../values/compare.ts'
import { encode } from '../values/encode.ts'
import { type Document, isDocument, type Value } from '../values/types.ts'
import { copied, copiedValue } from './copy.ts'
import { type ArrayFilters, parseArrayFilters } from './expand.ts'
import { parseModifiers } from './parseUpdate.ts'
import { positionOf } from './position.ts'
import { locate } from './target.ts'

/** A parsed update. `apply` gives the changed document and leaves the one that it is given as it was. */
export type Update = {
  kind: 'operators' | 'replacement' | 'pipeline'
  apply: (document: Document, filter: Filter, inserting: boolean, variables?: Scope) => Document
}

/** @throws MongoError where the update cannot be read */
export function parseUpdate(source: Value | undefined, arrayFilters: Value[] | undefined): Update {
  if (Array.isArray(source)) {
    if (arrayFilters)
      throw new MongoError('FailedToParse', 'arrayFilters may not be specified for pipeline-style updates')
    const run = parsePipelineUpdate(source)
    return { kind: 'pipeline', apply: (document, _filter, _inserting, variables) => run(document, variables) }
  }
  if (!isDocument(source)) {
    throw new MongoError('FailedToParse', 'Update argument must be either an object or an array')
  }
  const [first] = source.keys()
  if (first?.startsWith('$')) return parseOperators(source, parseArrayFilters(arrayFilters))
  for (const name of source.keys()) {
    if (name.startsWith('$')) {
      throw new MongoError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${name}' is not allowed in a replacement`,
      )
    }
  }
  return { kind: 'replacement', apply: document => replaced(document, source) }
}

function parseOperators(source: Document, arrayFilters: ArrayFilters): Update {
  const modifiers = parseModifiers(source)
  const unused = [...arrayFilters.keys()].find(
    name => !modifiers.some(({ parts }) => parts.includes(`$[${name}]`)),
  )
  if (unused !== undefined) {
    throw new MongoError(
      'FailedToParse',
      `The array filter for identifier '${unused}' was not used in the update`,
    )
  }
  return {
    kind: 'operators',
    apply(document, filter, inserting) {
      const result = copied(document)
      const run = { position: () => positionOf(filter, document), arrayFilters, inserting }
      for (const modifier of modifiers) modifier.apply(result, run)
      return result
    },
  }
}

/** A replacement keeps the `_id`. */
function replaced(document: Document, source: Document): Document {
  const id = document.get('_id')
  const result: Document = new Map()
  if (id !== undefined) result.set('_id', id)
  for (const [name, value] of source) {
    if (name === '_id' && id !== undefined) checkSameId(id, value)
    result.set(name, value)
  }
  return result
}

export function checkSameId(before: Value, after: Value | undefined): void {
  if (after === undefined || !encode(new Map([['', before]])).equals(encode(new Map([['', after]])))) {
    throw new MongoError(
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    )
  }
}

/** What a filter holds to one value. An $in of one value and an $or of one condition are what they hold. */
function equalities(filter: Filter): { path: string; parts: string[]; value: Value }[] {
  return conjuncts(filter).flatMap(part => {
    if (part.kind === 'or' && part.filters.length === 1) return part.filters.flatMap(equalities)
    if (part.kind !== 'field') return []
    const { path, parts, test } = part
    if (test.op === 'eq') return [{ path, parts, value: test.value }]
    const [only] = test.op === 'in' && test.patterns.length === 0 ? test.values : []
    return test.op === 'in' && test.values.length === 1 && only !== undefined
      ? [{ path, parts, value: only }]
      : []
  })
}

/** The document that an upsert inserts where nothing matched: what the filter says by equality, then the update. */
export function upserted(filter: Filter, update: Update, variables?: Scope): Document {
  const base: Document = new Map()
  for (const { path, parts, value } of equalities(filter)) {
    if (update.kind === 'replacement' && path !== '_id') continue
    const target = locate(base, parts, true)
    const there = target?.get()
    if (there !== undefined && !equal(there, value)) {
      throw new MongoError(
        'NotSingleValueField',
        `cannot infer query fields to set, path '${path}' is matched twice`,
      )
    }
    target?.set(copiedValue(value))
  }
  const id = base.get('_id')
  const result = update.apply(base, filter, true, variables)
  if (id !== undefined) checkSameId(id, result.get('_id'))
  const ordered: Document = new Map([
    ['_id', result.get('_id') ?? (result.has('_id') ? null : new ObjectId())],
  ])
  for (const [name, value] of result) ordered.set(name, value)
  return ordered
}
