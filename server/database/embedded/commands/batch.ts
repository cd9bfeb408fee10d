import { TooMuchWork } from '../query/meter.ts'
import { encode } from '../values/encode.ts'
import { type Document, documentOf, type Value } from '../values/types.ts'
import { writeError } from './reply.ts'

/** How many bytes the failures of one batch may tell, so that they fit into a reply; those behind are told briefly. */
const mostTold = 8 * 1024 * 1024

/**
 * Does each write of a command in turn and collects the failures. An ordered batch stops at its first.
 * @returns the write errors, or undefined where there are none
 */
export function runBatch<T>(
  writes: T[],
  ordered: boolean,
  write: (each: T, index: number) => void,
): Value[] | undefined {
  const errors: Value[] = []
  let told = 0
  for (const [index, each] of writes.entries()) {
    try {
      write(each, index)
    } catch (error) {
      if (error instanceof TooMuchWork) throw error
      const failure = writeError(index, error)
      told += encode(failure).length
      errors.push(told > mostTold ? brief(failure) : failure)
      if (ordered) break
    }
  }
  return errors.length > 0 ? errors : undefined
}

function brief(failure: Document): Document {
  const [index, code] = [failure.get('index') ?? null, failure.get('code') ?? null]
  return documentOf({ index, code, errmsg: '' })
}
