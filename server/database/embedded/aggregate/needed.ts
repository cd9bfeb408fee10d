import { fieldsOfSearch, firstPart } from '../query/fields.ts'
import type { Filter } from '../query/filter.ts'
import type { SortField } from '../query/sort.ts'
import { isDocument, type Value } from '../values/types.ts'

/** Operators that read fields which they do not name with a dollar. */
const wholeDocument = [
  '$top',
  '$bottom',
  '$topN',
  '$bottomN',
  '$getField',
  '$setField',
  '$unsetField',
  '$literal',
]

/**
 * The fields of a document that a search and the $group right behind it read, so that no other need be decoded;
 * undefined where something may read them all.
 */
export function neededFields(
  filter: Filter,
  sort: SortField[],
  [first]: [name: string, operand: Value][],
): Set<string> | undefined {
  if (first?.[0] !== '$group') return undefined
  const names = fieldsOfSearch(filter, sort)
  return names && addPaths(first[1], names) ? names : undefined
}

/** Whether all that an expression reads is named as `$path` in it; a variable may be anything. */
function addPaths(source: Value, names: Set<string>): boolean {
  if (typeof source === 'string') {
    if (source.startsWith('$$')) return false
    if (source.startsWith('$')) names.add(firstPart(source.slice(1)))
    return true
  }
  if (Array.isArray(source)) return source.every(each => addPaths(each, names))
  if (!isDocument(source)) return true
  return [...source].every(([name, value]) => !wholeDocument.includes(name) && addPaths(value, names))
}
