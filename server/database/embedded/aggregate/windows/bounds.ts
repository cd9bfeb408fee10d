import { MongoError } from '../../errors.ts'
import type { SortField } from '../../query/sort.ts'
import { toNumber, wholeNumber } from '../../values/numbers.ts'
import { show } from '../../values/show.ts'
import { type Document, isDocument, isNumber, type Maybe, type Value } from '../../values/types.ts'
import { valueAt } from '../expression.ts'
import { unitOperand } from '../operators/dates/arguments.ts'
import { later } from '../operators/dates/spans.ts'
import { utc } from '../operators/dates/zone.ts'

/** The rows of a partition that the window of one row holds: from `from` to before `to`. */
export type Frame = (partition: Document[], row: number) => { from: number; to: number }

/** A window of all rows, which every row shares. */
export const wholePartition: Frame = partition => ({ from: 0, to: partition.length })

type Bound = number | 'current' | 'unbounded'

/** `{documents: [lower, upper]}` or `{range: [lower, upper], unit}`. @throws MongoError */
export function parseFrame(window: Value | undefined, sort: SortField[]): Frame {
  if (window === undefined) return wholePartition
  if (!isDocument(window)) throw new MongoError('FailedToParse', "'window' field must be an object")
  if (window.size === 0) return wholePartition
  const [documents, range] = [window.get('documents'), window.get('range')]
  if (documents !== undefined && range === undefined) {
    const bounds = boundsOf(documents, true)
    if (bounds.every(bound => bound === 'unbounded')) return wholePartition
    needsSort(sort.length > 0)
    return byPosition(bounds)
  }
  if (range === undefined || documents !== undefined) {
    throw new MongoError('FailedToParse', "Window bounds can specify either 'documents' or 'range', not both")
  }
  const [field] = sort
  if (!field || sort.length > 1 || field.direction !== 1) {
    throw new MongoError('Location5339902', 'Range-based bounds require an ascending sortBy on one field')
  }
  return byRange(boundsOf(range, false), field.path.split('.'), window.get('unit'))
}

function needsSort(isSorted: boolean): void {
  if (!isSorted) throw new MongoError('Location5339901', 'Document-based bounds require a sortBy')
}

function boundsOf(source: Value, whole: boolean): [Bound, Bound] {
  if (!Array.isArray(source) || source.length !== 2) {
    throw new MongoError('FailedToParse', `Window bounds must be a 2-element array: ${show(source)}`)
  }
  return source.map(bound => {
    if (bound === 'current' || bound === 'unbounded') return bound
    const number = whole ? wholeNumber(bound) : isNumber(bound) ? toNumber(bound) : undefined
    if (number === undefined) {
      throw new MongoError(
        'FailedToParse',
        `Window bounds must be 'unbounded', 'current' or a number: ${show(bound)}`,
      )
    }
    return number
  }) as [Bound, Bound]
}

function byPosition([lower, upper]: [Bound, Bound]): Frame {
  const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value))
  return ({ length }, row) => ({
    from: lower === 'unbounded' ? 0 : clamp(row + (lower === 'current' ? 0 : lower), length),
    to: upper === 'unbounded' ? length : clamp(row + (upper === 'current' ? 0 : upper) + 1, length),
  })
}

/** Rows whose sort value is no further away than the bounds; with a unit they are dates, else numbers. */
function byRange([lower, upper]: [Bound, Bound], path: string[], unit: Value | undefined): Frame {
  const shifted = shifter(unit)
  return (partition, row) => {
    const values = partition.map(document => valueAt(document, path))
    const own = values[row]
    const [least, most] = [
      lower === 'unbounded' ? Number.NEGATIVE_INFINITY : shifted(own, lower === 'current' ? 0 : lower),
      upper === 'unbounded' ? Number.POSITIVE_INFINITY : shifted(own, upper === 'current' ? 0 : upper),
    ]
    const from = values.findIndex(value => shifted(value, 0) >= least)
    const after = values.findIndex((value, at) => at >= from && shifted(value, 0) > most)
    if (from < 0) return { from: 0, to: 0 }
    return { from, to: after < 0 ? values.length : after }
  }
}

function shifter(unit: Value | undefined): (value: Maybe, by: number) => number {
  if (unit === undefined) {
    return (value, by) => {
      if (!isNumber(value))
        throw new MongoError(
          'Location5429414',
          `Range-based bounds require the sortBy field to be numeric: ${show(value)}`,
        )
      return toNumber(value) + by
    }
  }
  const named = unitOperand('$setWindowFields', unit)
  return (value, by) => {
    if (!(value instanceof Date))
      throw new MongoError('Location5429513', `Range-based bounds with a unit require dates: ${show(value)}`)
    return later(value, by, { unit: named, zone: utc }).getTime()
  }
}
