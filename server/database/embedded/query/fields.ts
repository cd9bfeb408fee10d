import { type Document, isNumber } from '../values/types.ts'
import type { Filter } from './filter.ts'
import type { SortField } from './sort.ts'

/** The fields of documents, by their first part, that a search reads; undefined where it may read them all. */
export function fieldsOfSearch(filter: Filter, sort: SortField[]): Set<string> | undefined {
  const names = new Set(sort.map(({ path }) => firstPart(path)))
  return addFilter(filter, names) ? names : undefined
}

/** The same of a search whose documents are answered by a projection: what it keeps too, where it only keeps fields. */
export function fieldsOfFind(
  filter: Filter,
  sort: SortField[],
  projection: Document | undefined,
): Set<string> | undefined {
  const names = fieldsOfSearch(filter, sort)
  if (!names || !projection || projection.size === 0) return names
  names.add('_id')
  for (const [path, kept] of projection) {
    const isKept = kept === true || (isNumber(kept) && Number(kept.toString()) !== 0)
    if (!isKept) return undefined
    names.add(firstPart(path))
  }
  return names
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
