import { Binary, ObjectId } from 'bson'
import { type Document, isDocument, type Maybe } from './types.ts'

const longest = 200

/** A value as MongoDB's messages write it: `{ name: "Ada", n: 1 }`, cut where it is long. */
export function show(value: Maybe): string {
  const text = full(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

function full(value: Maybe): string {
  if (value === undefined) return 'missing'
  if (typeof value === 'string') return JSON.stringify(value)
  if (isDocument(value)) return showDocument(value)
  if (Array.isArray(value)) return `[ ${value.map(full).join(', ')} ]`
  if (value instanceof Date) return `new Date(${value.getTime()})`
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`
  if (value instanceof Binary) return `BinData(${value.sub_type}, ${value.toString('hex')})`
  return String(value)
}

function showDocument(document: Document): string {
  if (document.size === 0) return '{}'
  return `{ ${[...document].map(([name, value]) => `${name}: ${full(value)}`).join(', ')} }`
}
