import { type Document, isDocument, type Maybe, type Value } from '../values/types.ts'

/**
 * A copy of the document with the value at the path, undefined removing it. On the way arrays are gone into element by
 * element, and a value that has no fields is replaced by a document, as $addFields does.
 */
export function assign(document: Document, parts: string[], value: Maybe, at = 0): Document {
  const result: Document = new Map(document)
  const name = parts[at] ?? ''
  if (at < parts.length - 1) result.set(name, assignInside(document.get(name), parts, value, at + 1))
  else if (value === undefined) result.delete(name)
  else result.set(name, value)
  return result
}

function assignInside(inner: Maybe, parts: string[], value: Maybe, at: number): Value {
  if (Array.isArray(inner)) return inner.map(element => assignInside(element, parts, value, at))
  return assign(isDocument(inner) ? inner : new Map(), parts, value, at)
}
