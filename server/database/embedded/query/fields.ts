import { type Document, isNumber, type Value } from '../values/types.ts'
import type { Filter } from './filter.ts'
import type { SortField } from './sort.ts'

/** Fields of documents, by the first part of their paths; undefined is all of them. */
export type Fields = ReadonlySet<string> | undefined

/** What a filter reads. */
export function fieldsOfFilter(filter: Filter): Fields {
  const names = new Set<string>()
  return addFilter(filter, names) ? names : undefined
}

export function fieldsOfSort(sort: SortField[]): Fields {
  return new Set(sort.map(({ path }) => firstPart(path)))
}

/**
 * What a projection reads of documents that were found: what it keeps, where it keeps fields as they are. Without one
 * they are sent on as they are stored.
 */
export function fieldsOfProjection(projection: Document | undefined): Fields {
  if (!projection || projection.size === 0) return new Set()
  const names = new Set(['_id'])
  for (const [path, kept] of projection) {
    if (path === '_id' && isLeftOut(kept) && projection.size > 1) continue
    // Which element `$` stands for is told by the filter.
    if (!isKept(kept) || path.endsWith('.$')) return undefined
    names.add(firstPart(path))
  }
  return names
}

/** Whether a projection keeps a field as it is. */
export function isKept(value: Value): boolean {
  return value === true || (isNumber(value) && Number(value.toString()) !== 0)
}

export function isLeftOut(value: Value): boolean {
  return value === false || (isNumber(value) && Number(value.toString()) === 0)
}

export function union(some: Fields, others: Fields): Fields {
  return some && others && new Set([...some, ...others])
}

export function firstPart(path: string): string {
  return path.split('.', 1)[0] ?? ''
}

/** Whether all that the filter reads is named by it. */
function addFilter(filter: Filter, names: Set<string>): boolean {
  switch (filter.kind) {
    case 'field':
      names.add(filter.parts[0] ?? '')
      return true
    case 'and':
    case 'or':
    case 'nor':
      return filter.filters.every(part => addFilter(part, names))
    case 'not':
      return addFilter(filter.filter, names)
    case 'always':
    case 'sample':
      return true
    default:
      return false
  }
}
