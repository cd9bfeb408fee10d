import { MongoError } from '../errors.ts'
import { emptyArray, type SortValue } from '../query/sort.ts'
import { type Document, isDocument, type Maybe } from '../values/types.ts'
import type { Index } from './definition.ts'
import { encodeKey } from './keyEncoding.ts'

/** The keys of one document in one index, the values that each encodes, and the paths at which it holds arrays. */
export type Keys = { entries: Entry[]; arrays: Set<string> }
export type Entry = { key: Buffer; values: SortValue[] }

/** Where the walk along one indexed path has got to. */
type Walk = { value: Maybe | typeof emptyArray; parts: string[]; at: number }

/**
 * The keys of a document: one, or one for each element where a path meets an array (multikey). None where the index
 * is sparse and the document has none of its fields. @throws MongoError where two paths meet different arrays.
 */
export function keysOf(index: Pick<Index, 'key' | 'sparse' | 'name'>, document: Document): Keys {
  const arrays = new Set<string>()
  const tuples: SortValue[][] = []
  const walks = index.key.map(({ parts }): Walk => ({ value: document, parts, at: 0 }))
  expand(walks, index.name, tuples, arrays)
  const directions = index.key.map(({ direction }) => direction)
  const wanted = index.sparse ? tuples.filter(values => values.some(value => value !== undefined)) : tuples
  const entries = wanted.map(values => ({ key: encodeKey(values, directions), values }))
  if (entries.length < 2) return { entries, arrays }
  return {
    entries: [...new Map(entries.map(entry => [entry.key.toString('latin1'), entry])).values()],
    arrays,
  }
}

function expand(walks: Walk[], name: string, tuples: SortValue[][], arrays: Set<string>): void {
  const advanced = walks.map(toArrayOrEnd)
  const open = advanced.filter(walk => Array.isArray(walk.value) && walk.at <= walk.parts.length)
  const [first] = open
  if (!first || !Array.isArray(first.value)) {
    tuples.push(advanced.map(walk => walk.value))
    return
  }
  if (open.some(walk => walk.value !== first.value)) {
    throw new MongoError('CannotIndexParallelArrays', `cannot index parallel arrays in index ${name}`)
  }
  for (const walk of open) arrays.add(walk.parts.slice(0, walk.at).join('.'))
  const elements: Walk['value'][] = first.value.length > 0 ? first.value : [emptyArray]
  for (const element of elements) {
    const next = advanced.map(walk => (open.includes(walk) ? intoElement(walk, element) : walk))
    expand(next, name, tuples, arrays)
  }
}

/** A walk past its end is marked by `at` beyond the parts: its value is final, even if it is an array. */
function intoElement({ parts, at }: Walk, element: Walk['value']): Walk {
  if (at === parts.length) return { value: element, parts, at: parts.length + 1 }
  return { value: isDocument(element) ? element : undefined, parts, at }
}

function toArrayOrEnd(walk: Walk): Walk {
  let { value, at } = walk
  while (at < walk.parts.length && isDocument(value)) value = value.get(walk.parts[at++] ?? '')
  if (at < walk.parts.length && !Array.isArray(value)) value = undefined
  return { value, parts: walk.parts, at }
}
