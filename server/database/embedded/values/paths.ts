import { type Document, isDocument, type Maybe } from './types.ts'

/** The array position that a path's part names, or -1. */
export function positionOf(part: string | undefined): number {
  return part !== undefined && /^(0|[1-9]\d{0,8})$/.test(part) ? Number(part) : -1
}

/**
 * Whether any value that a dotted path reaches passes `test`. As in MongoDB a path goes through the documents inside
 * an array, and through a position ("answers.0"). With `expand`, an array at the path's end gives its elements, then
 * itself. A document without the field gives undefined; an array without documents gives nothing.
 */
export function reaches(
  document: Document,
  parts: string[],
  expand: boolean,
  test: (value: Maybe) => boolean,
  at = 0,
): boolean {
  return reachesFrom(document.get(parts[at] ?? ''), parts, at + 1, expand, test)
}

function reachesFrom(
  value: Maybe,
  parts: string[],
  at: number,
  expand: boolean,
  test: (value: Maybe) => boolean,
): boolean {
  if (at === parts.length) {
    return (expand && Array.isArray(value) && value.some(test)) || test(value)
  }
  if (isDocument(value)) return reaches(value, parts, expand, test, at)
  if (!Array.isArray(value)) return test(undefined)
  const position = positionOf(parts[at])
  return value.some((element, index) => {
    if (isDocument(element) && reaches(element, parts, expand, test, at)) return true
    if (index !== position) return false
    const ends = at + 1 === parts.length
    return (
      (ends || isDocument(element) || Array.isArray(element)) &&
      reachesFrom(element, parts, at + 1, expand, test)
    )
  })
}

/** The value at a path that goes through documents only: what an equality in an upsert, or a shard of a key, reads. */
export function plainValue(document: Document, path: string): Maybe {
  let value: Maybe = document
  for (const part of path.split('.')) {
    if (!isDocument(value)) return undefined
    value = value.get(part)
  }
  return value
}
