import type { Plan } from '../indexes/planner.ts'
import type { SqlValue } from '../storage/sql.ts'
import type { Store } from '../storage/store.ts'
import { currentCollation } from '../values/collation.ts'
import { isNumber, type Value } from '../values/types.ts'
import { conjuncts, type Filter, type Test } from './filter.ts'
import type { Search } from './find.ts'
import type { Meter } from './meter.ts'

/** SQLite takes 500 parts of a UNION; more ranges than this are counted by reading documents. */
const mostRanges = 200

type IndexPlan = Plan & { kind: 'index' }

/**
 * How many documents match, counted by the keys of an index without reading one; with `distinct`, how many different
 * values they have there (null and missing are one). Undefined where the keys alone do not tell.
 * @throws TooMuchWork
 */
export function countKeys(
  store: Store,
  plan: Plan,
  { filter, skip, limit }: Pick<Search, 'filter' | 'skip' | 'limit'>,
  meter: Meter,
  distinct?: string,
): number | undefined {
  if (skip > 0 || limit > 0 || currentCollation() || plan.kind !== 'index' || plan.ranges.length > mostRanges)
    return undefined
  if (!tells(plan, filter) || (distinct !== undefined && !isTail(plan, filter, distinct))) return undefined
  const { index, ranges } = plan
  if (ranges.length === 0) return 0
  // A document with an array has a key for each element, and is counted once.
  const repeats =
    distinct !== undefined || (index.arrays.size > 0 && !(ranges.length === 1 && isPoint(plan, filter)))
  const column = distinct === undefined ? 'record' : 'substr(key, ?)'
  const parts = ranges.map(() => `SELECT ${column} AS it FROM i${index.id} WHERE key >= ? AND key < ?`)
  const keys = `SELECT ${repeats ? 'DISTINCT ' : ''}it FROM (${parts.join(' UNION ALL ')}) LIMIT ?`
  const parameters = ranges.flatMap(({ low, high }): SqlValue[] =>
    distinct === undefined ? [low, high] : [low.length + 1, low, high],
  )
  const row = store.sql.get(`SELECT count(*) AS n FROM (${keys})`, [...parameters, meter.mostKeys])
  return meter.countKeys(Number(row?.n ?? 0))
}

/**
 * Whether every key in the plan's ranges is one of a document that matches: each condition is about a leading field
 * of the index, one about each, and its bounds hold nothing besides what passes.
 */
function tells({ index, narrowed }: IndexPlan, filter: Filter): boolean {
  const conditions = conjuncts(filter)
  const leading = new Set(index.key.slice(0, narrowed).map(({ path }) => path))
  return (
    conditions.length === leading.size &&
    conditions.every(
      condition => condition.kind === 'field' && leading.delete(condition.path) && isExact(condition.test),
    )
  )
}

/** Whether what is left of each key behind its range's beginning is the value of this one field. */
function isTail({ index, narrowed }: IndexPlan, filter: Filter, path: string): boolean {
  const isArray = [...index.arrays].some(array => path === array || path.startsWith(`${array}.`))
  const pointed = conjuncts(filter).every(
    part => part.kind === 'field' && ['eq', 'in'].includes(part.test.op),
  )
  return pointed && !isArray && narrowed === index.key.length - 1 && index.key[narrowed]?.path === path
}

/** Whether each field of the index is met by one value: then no document has two keys in the range. */
function isPoint({ index, narrowed }: IndexPlan, filter: Filter): boolean {
  if (narrowed < index.key.length) return false
  return conjuncts(filter).every(part => part.kind === 'field' && part.test.op === 'eq')
}

function isExact(test: Test): boolean {
  switch (test.op) {
    case 'eq':
      return isPlain(test.value)
    case 'in':
      return test.patterns.length === 0 && test.values.every(isPlain)
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return typeof test.value === 'string'
    default:
      return false
  }
}

/** Values that equal only what has their key; null equals missing fields too, and has rules of its own in arrays. */
function isPlain(value: Value): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || isNumber(value)
}
