import { positionOf } from './paths.ts'
import { type Document, isDocument, type Maybe } from './types.ts'

/** An empty array sorts below null, as it does in an index. */
export const emptyArray = Symbol('an empty array')
export type SortValue = Maybe | typeof emptyArray

/** Where the walk along one path has got to. */
type Walk = { value: SortValue; parts: string[]; at: number }

/** What a document has at several paths together, and the paths at which it holds arrays. */
export type Tuples = { tuples: SortValue[][]; arrays: Set<string> }

/** Two paths meet different arrays of one document. */
export class ParallelArrays extends Error {}

/**
 * The values of a document at several paths: one tuple, or one for each element where the paths meet an array. Sorts
 * and index keys are made of them. @throws ParallelArrays
 */
export function tuplesOf(document: Document, paths: string[][]): Tuples {
  const result: Tuples = { tuples: [], arrays: new Set() }
  expand(
    paths.map(parts => ({ value: document, parts, at: 0 })),
    result,
  )
  return result
}

function expand(walks: Walk[], result: Tuples): void {
  const advanced = walks.map(toArrayOrEnd)
  const open = advanced.filter(walk => Array.isArray(walk.value) && walk.at <= walk.parts.length)
  const [first] = open
  if (!first || !Array.isArray(first.value)) {
    result.tuples.push(advanced.map(walk => walk.value))
    return
  }
  if (open.some(walk => walk.value !== first.value)) throw new ParallelArrays()
  for (const walk of open) result.arrays.add(walk.parts.slice(0, walk.at).join('.'))
  const elements: SortValue[] = first.value.length > 0 ? first.value : [emptyArray]
  for (const element of elements) {
    expand(
      advanced.map(walk => (open.includes(walk) ? intoElement(walk, element) : walk)),
      result,
    )
  }
}

/** A walk past its end is marked by `at` beyond the parts: its value is final, even if it is an array. */
function intoElement({ parts, at }: Walk, element: SortValue): Walk {
  if (at === parts.length) return { value: element, parts, at: parts.length + 1 }
  return { value: isDocument(element) ? element : undefined, parts, at }
}

/** A part that is the position of an element goes straight to it. */
function toArrayOrEnd({ value, parts, at }: Walk): Walk {
  let here = value
  let next = at
  while (next < parts.length) {
    const part = parts[next] ?? ''
    const element = Array.isArray(here) ? here[positionOf(part)] : undefined
    if (isDocument(here)) here = here.get(part)
    else if (element !== undefined) here = element
    else if (Array.isArray(here)) break
    else here = undefined
    next += 1
  }
  return { value: here, parts, at: Math.max(next, at) }
}
