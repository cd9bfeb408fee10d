import type { Problem } from '../../../analysis/index.ts'
import type { Place } from './grammar.ts'

/** A problem of a template, told with its line and column (both from 1). */
export function templateProblem({ line, column }: Place, message: string): Problem {
  return { place: 'template', message: `Line ${line}, column ${column}: ${message}` }
}

/** The line and column of an offset into a text. */
export function placeAt(source: string, offset: number): Place {
  const before = source.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
