import { MongoError, unsupported } from '../errors.ts'
import { compare } from '../values/compare.ts'
import { toNumber } from '../values/numbers.ts'
import { type Document, isDocument, isNumber, type Maybe, type Value } from '../values/types.ts'

export type SortField = { path: string; direction: 1 | -1 }

/** @throws MongoError BadValue at a direction other than 1 or -1. */
export function parseSort(value: Value | undefined): SortField[] {
  if (value === undefined) return []
  if (!isDocument(value)) throw new MongoError('TypeMismatch', "Expected field 'sort' to be of type object")
  return [...value].map(([path, order]) => {
    if (isDocument(order)) throw unsupported('sorting by $meta')
    const direction = isNumber(order) ? toNumber(order) : 0
    if (direction !== 1 && direction !== -1) {
      throw new MongoError('BadValue', `Illegal key in $sort specification: ${path}: must be 1 or -1`)
    }
    if (path === '' || path.startsWith('$'))
      throw new MongoError('BadValue', `cannot sort by the field name '${path}'`)
    return { path, direction }
  })
}

/** An empty array sorts below null, as it does in an index. */
export const emptyArray = Symbol('an empty array')
export type SortValue = Maybe | typeof emptyArray

/** What a document sorts by: for an array the least of its elements going up, the greatest going down. */
export function sortKey(document: Document, sort: SortField[]): SortValue[] {
  return sort.map(({ path, direction }) => {
    const values: SortValue[] = []
    collect(document, path.split('.'), 0, values)
    return values.reduce(
      (best, value) => (compareSortValues(value, best) * direction < 0 ? value : best),
      values[0],
    )
  })
}

function collect(value: Maybe, parts: string[], at: number, out: SortValue[]): void {
  if (Array.isArray(value)) {
    if (value.length === 0) out.push(at === parts.length ? emptyArray : undefined)
    for (const element of value) {
      if (at === parts.length) out.push(element)
      else collectIn(element, parts, at, out)
    }
    const position = at < parts.length && /^\d+$/.test(parts[at] ?? '') ? value[Number(parts[at])] : undefined
    if (position !== undefined) collect(position, parts, at + 1, out)
  } else if (at === parts.length) {
    out.push(value)
  } else {
    collectIn(value, parts, at, out)
  }
}

function collectIn(value: Maybe, parts: string[], at: number, out: SortValue[]): void {
  if (isDocument(value)) collect(value.get(parts[at] ?? ''), parts, at + 1, out)
  else out.push(undefined)
}

function compareSortValues(a: SortValue, b: SortValue): number {
  if (typeof a === 'symbol' || typeof b === 'symbol') {
    if (typeof a === typeof b) return 0
    // Below null, but above MinKey.
    const other = typeof a === 'symbol' ? b : a
    const order = compare(null, other as Maybe) <= 0 ? -1 : 1
    return typeof a === 'symbol' ? order : -order
  }
  return compare(a, b)
}

export function compareSortKeys(a: SortValue[], b: SortValue[], sort: SortField[]): number {
  for (let index = 0; index < sort.length; index++) {
    const order = compareSortValues(a[index], b[index])
    if (order !== 0) return order * (sort[index]?.direction ?? 1)
  }
  return 0
}
