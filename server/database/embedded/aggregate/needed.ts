import { type Fields, firstPart } from '../query/fields.ts'
import { isDocument, type Value } from '../values/types.ts'

/** Operators that read fields which they do not name with a dollar. */
const wholeDocument = [
  '$top',
  '$bottom',
  '$topN',
  '$bottomN',
  '$getField',
  '$setField',
  '$unsetField',
  '$literal',
]

/** The fields of documents that a pipeline reads which begins with a $group; another may read them all. */
export function neededFields([first]: [name: string, operand: Value][]): Fields {
  if (first?.[0] !== '$group') return undefined
  const names = new Set<string>()
  return addPaths(first[1], names) ? names : undefined
}

/** Whether all that an expression reads is named as `$path` in it; a variable may be anything. */
function addPaths(source: Value, names: Set<string>): boolean {
  if (typeof source === 'string') {
    if (source.startsWith('$$')) return false
    if (source.startsWith('$')) names.add(firstPart(source.slice(1)))
    return true
  }
  if (Array.isArray(source)) return source.every(each => addPaths(each, names))
  if (!isDocument(source)) return true
  return [...source].every(([name, value]) => !wholeDocument.includes(name) && addPaths(value, names))
}
