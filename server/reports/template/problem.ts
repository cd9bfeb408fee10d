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

/** Where each line of a text begins, in UTF-16 code units. */
export function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** The line and column of an offset into a text. @param starts where its lines begin */
export function placeAt(starts: readonly number[], offset: number): Place {
  let [low, high] = [0, starts.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
}
