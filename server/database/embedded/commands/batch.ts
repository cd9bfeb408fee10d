import { TooMuchWork } from '../query/meter.ts'
import type { Value } from '../values/types.ts'
import { writeError } from './reply.ts'

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
  for (const [index, each] of writes.entries()) {
    try {
      write(each, index)
    } catch (error) {
      if (error instanceof TooMuchWork) throw error
      errors.push(writeError(index, error))
      if (ordered) break
    }
  }
  return errors.length > 0 ? errors : undefined
}
