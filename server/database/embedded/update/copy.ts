import { type Document, isDocument, type Value } from '../values/types.ts'

/** Documents and arrays are changed in place, so what is to stay as it was is copied; other values never change. */
export function copied(document: Document): Document {
  return new Map([...document].map(([name, value]) => [name, copiedValue(value)]))
}

export function copiedValue(value: Value): Value {
  if (isDocument(value)) return copied(value)
  return Array.isArray(value) ? value.map(copiedValue) : value
}
