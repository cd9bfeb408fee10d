import type { Plan } from '../indexes/planner.ts'
import type { Collection } from '../storage/catalog.ts'
import type { SqlValue } from '../storage/sql.ts'
import type { Store } from '../storage/store.ts'
import { isNumber, type Value } from '../values/types.ts'
import { conjuncts, type FieldFilter, type Filter, type Test } from './filter.ts'
import { find, planFor, type Search } from './find.ts'
import type { Meter } from './meter.ts'

/** SQLite takes 500 parts of a UNION; more ranges than this are counted by reading. */
const mostRanges = 200

type IndexPlan = Plan & { kind: 'index' }

/** How many documents match. Where the keys of an index tell it, they are counted and no document is read. */
export function countFound(store: Store, collection: Collection, search: Search, meter: Meter): number {
  const chosen = planFor(collection, search)
  const whole = search.skip === 0 && search.limit === 0
  if (whole && chosen.kind === 'index' && chosen.ranges.length <= mostRanges && tells(chosen, search.filter))
    return countKeys(store, chosen, meter)
  let count = 0
  for (const _ of find(store, collection, search, meter)) count += 1
  return count
}

/**
 * Whether every key in the plan's ranges is one of a document that matches: each condition is about a leading field
 * of the index of its own, and its bounds hold nothing besides what passes.
 */
function tells({ index, narrowed }: IndexPlan, filter: Filter): boolean {
  const conditions = conjuncts(filter)
  const leading = new Set(index.key.slice(0, narrowed).map(({ path }) => path))
  return (
    conditions.length === leading.size &&
    conditions.every((condition): condition is FieldFilter => {
      return condition.kind === 'field' && leading.delete(condition.path) && isExact(condition.test)
    })
  )
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

function countKeys(store: Store, { index, ranges }: IndexPlan, meter: Meter): number {
  const parameters: SqlValue[] = ranges.flatMap(({ low, high }) => [low, high])
  const part = `SELECT record FROM i${index.id} WHERE key >= ? AND key < ?`
  // A document with an array has a key for each element, and is counted once.
  const join = index.arrays.size > 0 ? ' UNION ' : ' UNION ALL '
  const distinct = index.arrays.size > 0 ? 'DISTINCT ' : ''
  const keys = ranges.map(() => part).join(join)
  const limit = meter.mostKeys
  const row =
    ranges.length === 0
      ? undefined
      : store.sql.get(`SELECT count(*) AS n FROM (SELECT ${distinct}record FROM (${keys}) LIMIT ?)`, [
          ...parameters,
          limit,
        ])
  return meter.countKeys(Number(row?.n ?? 0))
}
