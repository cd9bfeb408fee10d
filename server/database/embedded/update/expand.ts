import { MongoError } from '../errors.ts'
import type { Filter } from '../query/filter.ts'
import { matches } from '../query/matches.ts'
import { parseFilter } from '../query/parseFilter.ts'
import { positionOf } from '../values/paths.ts'
import { show } from '../values/show.ts'
import { type Document, isDocument, type Maybe, type Value } from '../values/types.ts'

/** The conditions that `$[name]` stands for, by name. */
export type ArrayFilters = Map<string, Filter>

/** @throws MongoError where a filter is malformed, or names none or two identifiers */
export function parseArrayFilters(source: Value[] | undefined): ArrayFilters {
  const filters: ArrayFilters = new Map()
  for (const each of source ?? []) {
    if (!isDocument(each) || each.size === 0) {
      throw new MongoError(
        'FailedToParse',
        'Cannot use an expression without a top-level field name in arrayFilters',
      )
    }
    const names = new Set(namesIn(each))
    const [name] = names
    if (names.size !== 1 || name === undefined || !/^[a-z][a-zA-Z0-9]*$/.test(name)) {
      throw new MongoError(
        'FailedToParse',
        `Each of arrayFilters must speak of one identifier, beginning with a lower-case letter: ${show(each)}`,
      )
    }
    if (filters.has(name)) {
      throw new MongoError(
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${name}`,
      )
    }
    filters.set(name, parseFilter(each))
  }
  return filters
}

function namesIn(filter: Document): string[] {
  return [...filter].flatMap(([key, value]) => {
    if (!key.startsWith('$')) return [key.split('.')[0] ?? '']
    return Array.isArray(value) ? value.filter(isDocument).flatMap(namesIn) : []
  })
}

/** What an update knows besides the document: where `$` points, the arrayFilters, and whether it makes a new one. */
export type Positions = { position: () => number | undefined; arrayFilters: ArrayFilters; inserting: boolean }

/** The concrete paths that a path with `$`, `$[]` or `$[name]` means in this document. */
export function expandPath(document: Document, parts: string[], positions: Positions): string[][] {
  if (!parts.some(part => part.startsWith('$'))) return [parts]
  return expandFrom(document, parts, 0, positions)
}

function expandFrom(value: Maybe, parts: string[], at: number, positions: Positions): string[][] {
  const part = parts[at]
  if (part === undefined) return [[]]
  const keys = part.startsWith('$') ? positionsFor(value, parts, at, positions) : [part]
  return keys.flatMap(key => {
    const rest = expandFrom(childOf(value, key), parts, at + 1, positions)
    return rest.map(tail => [key, ...tail])
  })
}

function childOf(value: Maybe, key: string): Maybe {
  if (isDocument(value)) return value.get(key)
  return Array.isArray(value) ? value[positionOf(key)] : undefined
}

function positionsFor(
  value: Maybe,
  parts: string[],
  at: number,
  { position, arrayFilters, inserting }: Positions,
): string[] {
  const part = parts[at] ?? ''
  const path = parts.slice(0, at).join('.')
  if (part === '$') {
    const found = position()
    if (found === undefined) {
      throw new MongoError(
        'BadValue',
        'The positional operator did not find the match needed from the query.',
      )
    }
    return [String(found)]
  }
  const name = /^\$\[(.*)\]$/.exec(part)?.[1]
  if (name === undefined) {
    // A new document may have such fields, which no update may give to one that is there.
    if (at === 0 && inserting) return [part]
    throw new MongoError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${part}' in '${parts.join('.')}' is not allowed in the context of an update's replacement document. ` +
        'Consider using an aggregation pipeline with $replaceWith.',
    )
  }
  const filter = arrayFilters.get(name)
  if (name !== '' && !filter) {
    throw new MongoError(
      'BadValue',
      `No array filter found for identifier '${name}' in path '${parts.join('.')}'`,
    )
  }
  if (value === undefined) {
    throw new MongoError(
      'BadValue',
      `The path '${path}' must exist in the document in order to apply array updates.`,
    )
  }
  if (!Array.isArray(value)) {
    throw new MongoError(
      'BadValue',
      `Cannot apply array updates to non-array element ${path}: ${show(value)}`,
    )
  }
  return [...value.entries()]
    .filter(([, element]) => !filter || matches(filter, new Map([[name, element]])))
    .map(([index]) => String(index))
}
