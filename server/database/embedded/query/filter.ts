import type { BSONRegExp } from 'bson'
import type { Expression } from '../aggregate/expression.ts'
import type { Value } from '../values/types.ts'
import type { Schema } from './schema.ts'

/** What one value is asked. */
export type Test =
  | { op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte'; value: Value }
  /** `texts`: the values, where all of them are strings: looked up, which many would else be gone through for. */
  | { op: 'in'; values: Value[]; texts?: ReadonlySet<string>; patterns: Pattern[] }
  | { op: 'regex'; pattern: Pattern }
  | { op: 'exists' }
  | { op: 'type'; types: Set<string> }
  | { op: 'size'; size: number }
  | { op: 'mod'; divisor: bigint; remainder: bigint }
  | { op: 'bits'; mask: bigint; want: 'allSet' | 'allClear' | 'anySet' | 'anyClear' }
  | { op: 'elemMatch'; filter: Filter }
  | { op: 'elemMatchValue'; tests: Filter[] }

export type Pattern = { source: BSONRegExp; regex: RegExp }

/** A filter as parsed: read by matches.ts to decide and by the planner to find bounds. */
export type Filter =
  | { kind: 'and' | 'or' | 'nor'; filters: Filter[] }
  | { kind: 'not'; filter: Filter }
  | FieldFilter
  | { kind: 'expr'; expression: Expression }
  | { kind: 'schema'; schema: Schema }
  | { kind: 'always'; passes: boolean }
  | { kind: 'sample'; rate: number }

export type FieldFilter = { kind: 'field'; path: string; parts: string[]; test: Test }

/** The conditions that must all hold: a filter's fields, those of nested $and's among them. */
export function conjuncts(filter: Filter): Filter[] {
  return filter.kind === 'and' ? filter.filters.flatMap(conjuncts) : [filter]
}
