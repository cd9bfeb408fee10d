import { MongoError } from '../errors.ts'
import { positionOf } from '../values/paths.ts'
import { show } from '../values/show.ts'
import { type Document, isDocument, type Maybe, type Value } from '../values/types.ts'

/** MongoDB's limit on how far a position may lie beyond an array's end. */
const mostPadding = 1_500_000

/** One place in a document that an operator reads and changes. */
export type Target = {
  get(): Maybe
  set(value: Value): void
  /** Removes a field; in an array null takes the element's place. */
  remove(): void
}

/**
 * The place at a path, all of whose positions are known. With `create` the documents on the way are made, and it
 * throws PathNotViable at a value that has no fields; without, such a path gives undefined.
 */
export function locate(document: Document, parts: string[], create: boolean): Target | undefined {
  let parent: Value = document
  for (let at = 0; at < parts.length - 1; at++) {
    const target = childOf(parent, parts, at, create)
    if (!target) return undefined
    let child = target.get()
    if (child === undefined) {
      if (!create) return undefined
      child = new Map()
      target.set(child)
    }
    parent = child
  }
  return childOf(parent, parts, parts.length - 1, create)
}

function childOf(parent: Value, parts: string[], at: number, create: boolean): Target | undefined {
  const part = parts[at] ?? ''
  if (isDocument(parent)) return fieldOf(parent, part)
  const position = Array.isArray(parent) ? positionOf(part) : -1
  if (Array.isArray(parent) && position >= 0) return elementOf(parent, position)
  if (!create) return undefined
  throw new MongoError(
    'PathNotViable',
    `Cannot create field '${part}' in element {${parts[at - 1] ?? ''}: ${show(parent)}}`,
  )
}

function fieldOf(document: Document, name: string): Target {
  return {
    get: () => document.get(name),
    set: value => void document.set(name, value),
    remove: () => void document.delete(name),
  }
}

function elementOf(array: Value[], position: number): Target {
  return {
    get: () => array[position],
    set(value) {
      if (position - array.length > mostPadding) {
        throw new MongoError('BadValue', `can't backfill more than ${mostPadding} elements`)
      }
      while (array.length < position) array.push(null)
      array[position] = value
    },
    remove() {
      if (position < array.length) array[position] = null
    },
  }
}
