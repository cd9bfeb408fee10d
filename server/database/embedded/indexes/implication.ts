import { conjuncts, type FieldFilter } from '../query/filter.ts'
import { passes } from '../query/matches.ts'
import { currentCollation } from '../values/collation.ts'
import { equal } from '../values/compare.ts'
import type { Index } from './definition.ts'

/** Whether every document that passes the filter's fields is in a partial index. In doubt it is not. */
export function impliesPartial(index: Index, fields: FieldFilter[]): boolean {
  if (!index.partial) return true
  if (currentCollation()) return false
  return conjuncts(index.partial).every(
    wanted =>
      wanted.kind === 'field' && fields.some(field => field.path === wanted.path && implies(field, wanted)),
  )
}

function implies({ test }: FieldFilter, { test: wanted }: FieldFilter): boolean {
  if (wanted.op === 'exists') return provesPresence(test)
  if (test.op === 'eq') return !Array.isArray(test.value) && passes(wanted, test.value)
  if (test.op === 'in') {
    return (
      test.patterns.length === 0 && test.values.every(value => !Array.isArray(value) && passes(wanted, value))
    )
  }
  if ((test.op === 'gt' || test.op === 'gte') && (wanted.op === 'gt' || wanted.op === 'gte')) {
    return passes(wanted, test.value) || (test.op === wanted.op && equal(test.value, wanted.value))
  }
  if ((test.op === 'lt' || test.op === 'lte') && (wanted.op === 'lt' || wanted.op === 'lte')) {
    return passes(wanted, test.value) || (test.op === wanted.op && equal(test.value, wanted.value))
  }
  if (test.op === 'type' && wanted.op === 'type') return [...test.types].every(type => wanted.types.has(type))
  return false
}

/** Whether some field of a sparse index must be there for the filter to pass. */
export function impliesPresence(index: Index, fields: FieldFilter[]): boolean {
  return fields.some(({ path, test }) => index.key.some(key => key.path === path) && provesPresence(test))
}

/** null also matches what is missing. */
function provesPresence(test: FieldFilter['test']): boolean {
  switch (test.op) {
    case 'eq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return !passes(test, undefined)
    case 'in':
      return !passes(test, undefined)
    default:
      return true
  }
}
