import { MongoError, unsupported } from '../errors.ts'
import { compare } from '../values/compare.ts'
import { toNumber } from '../values/numbers.ts'
import { ParallelArrays, type SortValue, tuplesOf } from '../values/tuples.ts'
import { type Document, isDocument, isNumber, type Maybe, type Value } from '../values/types.ts'

export type SortField = { path: string; direction: 1 | -1 }

/** The order in which documents are stored, as a sort or a hint names it. */
export const natural = '$natural'

/** @throws MongoError 15975 at a direction other than 1 or -1 */
export function parseSort(value: Value | undefined): SortField[] {
  if (value === undefined) return []
  if (!isDocument(value)) throw new MongoError('TypeMismatch', "Expected field 'sort' to be of type object")
  return [...value].map(([path, order]) => {
    if (isDocument(order)) throw unsupported('sorting by $meta')
    const direction = isNumber(order) ? toNumber(order) : 0
    if (direction !== 1 && direction !== -1) {
      throw new MongoError(
        'Location15975',
        `$sort key ordering must be 1 (for ascending) or -1 (for descending), but '${path}' has another`,
      )
    }
    if (path === natural && value.size === 1) return { path, direction }
    if (path === '' || path.startsWith('$'))
      throw new MongoError('BadValue', `cannot sort by the field name '${path}'`)
    return { path, direction }
  })
}

/**
 * What a document sorts by: where it holds an array, the least of the tuples that its elements make in this order.
 * @throws MongoError where two fields of the sort meet different arrays
 */
export function sortKey(document: Document, sort: SortField[]): SortValue[] {
  const [first = [], ...others] = tuplesIn(document, sort)
  return others.reduce((best, tuple) => (compareSortKeys(tuple, best, sort) < 0 ? tuple : best), first)
}

function tuplesIn(document: Document, sort: SortField[]): SortValue[][] {
  try {
    return tuplesOf(
      document,
      sort.map(({ path }) => path.split('.')),
    ).tuples
  } catch (error) {
    if (!(error instanceof ParallelArrays)) throw error
    throw new MongoError('BadValue', 'cannot sort with keys that are parallel arrays')
  }
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
