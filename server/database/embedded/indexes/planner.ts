import { conjuncts, type FieldFilter, type Filter } from '../query/filter.ts'
import type { SortField } from '../query/sort.ts'
import { currentCollation } from '../values/collation.ts'
import {
  everything,
  type Interval,
  intersect,
  intervalsOf,
  keyBehind,
  type Range,
  rangeOf,
} from './bounds.ts'
import type { Index, KeyField } from './definition.ts'
import { impliesPartial, impliesPresence } from './implication.ts'

/** Through an index's ranges, in order. */
export type IndexPlan = {
  kind: 'index'
  index: Index
  ranges: Range[]
  /** How many leading fields of the index the ranges bound. */
  narrowed: number
  /** Each range is one whole key of a unique index, which is its `low`. */
  whole: boolean
  reverse: boolean
  /** The documents come in the order that was asked for. */
  sorted: boolean
}

/** How to find the documents of a filter: by an index, by one for each side of an $or, or among all. */
export type Plan =
  | IndexPlan
  | { kind: 'union'; plans: IndexPlan[] }
  | { kind: 'collection'; reverse?: boolean }

const maxRanges = 2000

/**
 * Chooses the index that narrows the most, equality before ranges, then the one that gives the order; where none
 * narrows, one for each side of an $or. A filter is always asked again of what the index finds. Without `filter`
 * narrowing anything an index serves for its order alone.
 */
export function plan(filter: Filter, sort: SortField[], indexes: Index[]): Plan {
  const best = bestIndex(filter, sort, indexes)
  if (best && best.narrowed > 0) return best
  return union(conjuncts(filter), indexes) ?? best ?? { kind: 'collection' }
}

function bestIndex(filter: Filter, sort: SortField[], indexes: Index[]): IndexPlan | undefined {
  const fields = conjuncts(filter).filter((part): part is FieldFilter => part.kind === 'field')
  let best: IndexPlan | undefined
  let bestScore = 0
  for (const index of indexes) {
    const isOfFilter = fields.some(({ path }) => path === index.key[0]?.path)
    if (!isOfFilter && sort.length === 0) continue
    if (!impliesPartial(index, fields)) continue
    const candidate = candidateFor(index, fields, sort)
    if (candidate.score > bestScore && (!index.sparse || impliesPresence(index, fields))) {
      best = candidate.plan
      bestScore = candidate.score
    }
  }
  return best
}

/** An index for each side of the first $or of which every side has one that narrows it. */
function union(parts: Filter[], indexes: Index[]): Plan | undefined {
  for (const part of parts) {
    if (part.kind !== 'or') continue
    const others = parts.filter(other => other !== part)
    const plans = part.filters
      .map(side => bestIndex({ kind: 'and', filters: [side, ...others] }, [], indexes))
      .filter((side): side is IndexPlan => side !== undefined && side.narrowed > 0)
    if (plans.length === part.filters.length) return { kind: 'union', plans }
  }
  return undefined
}

/** The plan that uses this index and no other, for a hint. */
export function planWith(index: Index, filter: Filter, sort: SortField[]): Plan {
  const fields = conjuncts(filter).filter((part): part is FieldFilter => part.kind === 'field')
  return candidateFor(index, fields, sort).plan
}

function candidateFor(
  index: Index,
  fields: FieldFilter[],
  sort: SortField[],
): { plan: IndexPlan; score: number } {
  const { ranges, points, narrowed, whole } = rangesFor(index, fields)
  const order = sortedBy(index, points, sort)
  const sorted = sort.length === 0 || (order !== 0 && ranges.length === 1)
  // Whole unique keys beat anything; then equalities, then a range; an order breaks the tie, or stands alone.
  const single = index.unique && points === index.key.length ? 1000 : 0
  const score = single + points * 20 + (narrowed - points) * 10 + (sorted && sort.length > 0 ? 5 : 0)
  return { plan: { kind: 'index', index, ranges, narrowed, whole, reverse: order < 0, sorted }, score }
}

/** `points` leading fields are held to one value each; `narrowed` counts those with any bounds. */
function rangesFor(
  index: Index,
  fields: FieldFilter[],
): { ranges: Range[]; points: number; narrowed: number; whole: boolean } {
  let prefixes: Buffer[] = [Buffer.alloc(0)]
  let points = 0
  let narrowed = 0
  for (const [position, field] of index.key.entries()) {
    const bounds = sharesArray(index, position) ? undefined : boundsFor(index, field, fields)
    if (!bounds || prefixes.length * bounds.length > maxRanges) break
    narrowed = position + 1
    if (!bounds.every(interval => interval.point)) {
      return { ranges: ranges(prefixes, bounds, field.direction), points, narrowed, whole: false }
    }
    prefixes = prefixes.flatMap(prefix => bounds.map(bound => keyBehind(prefix, bound, field.direction)))
    if (bounds.length === 1 && points === position) points = narrowed
  }
  const whole = index.unique && narrowed === index.key.length
  return { ranges: ranges(prefixes, [everything], 1), points, narrowed, whole }
}

function ranges(prefixes: Buffer[], bounds: Interval[], direction: 1 | -1): Range[] {
  const all = prefixes.flatMap(prefix => bounds.map(interval => rangeOf(prefix, interval, direction)))
  return all.sort((a, b) => Buffer.compare(a.low, b.low))
}

/**
 * The bounds that a filter sets to one field. Where documents hold arrays there, one condition may be met by one
 * element and the next by another, so only one of them can bound the keys.
 */
function boundsFor(index: Index, { path }: KeyField, fields: FieldFilter[]): Interval[] | undefined {
  let bounds: Interval[] | undefined
  const conditions = fields
    .filter(field => field.path === path)
    .map(field => intervalsOf(field.test))
    .filter(intervals => intervals !== undefined)
    .sort((a, b) => Number(isExact(b)) - Number(isExact(a)) || a.length - b.length)
  for (const intervals of conditions) {
    const [only] = intervals
    if (!bounds) bounds = intervals
    else if (!holdsArrays(index, path) && bounds.length === 1 && intervals.length === 1 && only) {
      const [before] = bounds as [Interval]
      if (!before.point) bounds = [intersect(before, only)]
    }
  }
  return bounds
}

function isExact(intervals: Interval[]): boolean {
  return intervals.every(interval => interval.point)
}

function holdsArrays(index: Index, path: string): boolean {
  return [...index.arrays].some(array => path === array || path.startsWith(`${array}.`))
}

/** Two fields inside one array make keys element by element, so bounds on both would miss what two elements match. */
function sharesArray(index: Index, position: number): boolean {
  const path = index.key[position]?.path ?? ''
  return [...index.arrays].some(
    array =>
      (path === array || path.startsWith(`${array}.`)) &&
      index.key
        .slice(0, position)
        .some(earlier => earlier.path === array || earlier.path.startsWith(`${array}.`)),
  )
}

/** 1 where the keys behind `points` fixed fields are in the order of the sort, -1 in the reverse, 0 in neither. */
function sortedBy(index: Index, points: number, sort: SortField[]): 1 | -1 | 0 {
  if (sort.length === 0) return 1
  if (currentCollation()) return 0
  // A document with an array has a key for each element: in what order it comes by an array, no one key tells.
  if (sort.some(({ path }) => holdsArrays(index, path))) return 0
  const fixed = new Set(index.key.slice(0, points).map(({ path }) => path))
  const wanted = sort.filter(({ path }) => !fixed.has(path))
  const rest = index.key.slice(points)
  if (wanted.length > rest.length) return 0
  let order: 1 | -1 | 0 = 0
  for (const [position, { path, direction }] of wanted.entries()) {
    const field = rest[position]
    if (field?.path !== path) return 0
    const same = field.direction === direction ? 1 : -1
    if (order !== 0 && order !== same) return 0
    order = same
  }
  return order === 0 ? 1 : order
}
