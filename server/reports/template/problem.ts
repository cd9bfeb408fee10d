import type { Problem } from '../../../analysis/index.ts'
import type { Place } from './grammar.ts'

/** A problem of a template, told with its line and column (both from 1). */
export function templateProblem(place: Place, message: string): Problem {
  return { place: 'template', message: `${placeWords(place)}: ${message}` }
}

/** "Line 3, column 12". */
export function placeWords({ line, column }: Place): string {
  return `Line ${line}, column ${column}`
}

/** The line and column of an offset into a text. */
export function placeAt(source: string, offset: number): Place {
  const before = source.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

/** The offset of a place as Handlebars gives it: lines from 1, columns from 0. */
export function offsetAt(source: string, { line, column }: { line: number; column: number }): number {
  let start = 0
  for (let passed = 1; passed < line; passed++) start = source.indexOf('\n', start) + 1
  return start + column
}
