import { Binary, ObjectId } from 'bson'
import { isDocument, type Maybe } from './types.ts'

/** What a name or a place in an array takes besides its value. */
const place = 32

/** About how many bytes a value takes in memory. */
export function weightOf(value: Maybe): number {
  if (typeof value === 'string') return 24 + value.length
  if (isDocument(value)) {
    let sum = 64
    for (const inner of value.values()) sum += place + weightOf(inner)
    return sum
  }
  if (Array.isArray(value)) {
    let sum = 64
    for (const inner of value) sum += place + weightOf(inner)
    return sum
  }
  if (value instanceof ObjectId) return 96
  if (value instanceof Binary) return 96 + value.position
  return 32
}
