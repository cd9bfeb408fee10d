import { Int32 } from 'bson'
import { isDocument, isNumber, type Value } from '../values/types.ts'
import { stagesOf } from './pipeline.ts'

/** A pipeline that only counts: what its one result is to be, and of which field the different values are counted. */
export type Counting = { id: Value; name: string; distinct: string | undefined }

/**
 * Reads stages that count documents, as countDocuments sends them, or the different values of one field:
 * `{$group: {_id: '$field'}}` before the same. Undefined where they do anything else.
 */
export function countingOf(source: Value[]): Counting | undefined {
  const stages = stagesOf(source)
  const last = stages.at(-1)
  const sum = last?.[0] === '$group' ? sumOf(last[1]) : undefined
  if (!sum || stages.length > 2) return undefined
  if (stages.length === 1) return { ...sum, distinct: undefined }
  const first = stages[0]
  const distinct = first?.[0] === '$group' ? onlyField(first[1]) : undefined
  return distinct === undefined ? undefined : { ...sum, distinct }
}

/** `{_id: null, n: {$sum: 1}}` */
function sumOf(group: Value): { id: Value; name: string } | undefined {
  if (!isDocument(group) || group.size !== 2) return undefined
  const id = group.get('_id')
  const [name, accumulator] = [...group].find(([field]) => field !== '_id') ?? []
  if (id === undefined || !(id === null || isNumber(id))) return undefined
  if (name === undefined || accumulator === undefined || !isDocument(accumulator)) return undefined
  const one = accumulator.size === 1 ? accumulator.get('$sum') : undefined
  return one instanceof Int32 && one.value === 1 ? { id, name } : undefined
}

/** `{_id: '$field'}` */
function onlyField(group: Value): string | undefined {
  if (!isDocument(group) || group.size !== 1) return undefined
  const id = group.get('_id')
  return typeof id === 'string' ? /^\$(\w+)$/.exec(id)?.[1] : undefined
}
