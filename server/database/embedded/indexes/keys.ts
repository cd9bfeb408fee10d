import { MongoError } from '../errors.ts'
import { ParallelArrays, type SortValue, tuplesOf } from '../values/tuples.ts'
import type { Document } from '../values/types.ts'
import type { Index } from './definition.ts'
import { encodeKey } from './keyEncoding.ts'

/** The keys of one document in one index, the values that each encodes, and the paths at which it holds arrays. */
export type Keys = { entries: Entry[]; arrays: Set<string> }
export type Entry = { key: Buffer; values: SortValue[] }

/**
 * The keys of a document: one, or one for each element where a path meets an array (multikey). None where the index
 * is sparse and the document has none of its fields. @throws MongoError where two paths meet different arrays.
 */
export function keysOf(index: Pick<Index, 'key' | 'sparse' | 'name'>, document: Document): Keys {
  const { tuples, arrays } = tuplesIn(index, document)
  const directions = index.key.map(({ direction }) => direction)
  const wanted = index.sparse ? tuples.filter(values => values.some(value => value !== undefined)) : tuples
  const entries = wanted.map(values => ({ key: encodeKey(values, directions), values }))
  if (entries.length < 2) return { entries, arrays }
  return {
    entries: [...new Map(entries.map(entry => [entry.key.toString('latin1'), entry])).values()],
    arrays,
  }
}

function tuplesIn(
  { key, name }: Pick<Index, 'key' | 'name'>,
  document: Document,
): ReturnType<typeof tuplesOf> {
  try {
    return tuplesOf(
      document,
      key.map(({ parts }) => parts),
    )
  } catch (error) {
    if (!(error instanceof ParallelArrays)) throw error
    throw new MongoError('CannotIndexParallelArrays', `cannot index parallel arrays in index ${name}`)
  }
}
