import type { Problem } from '../../../analysis/index.ts'
import { placeAt, templateProblem } from './problem.ts'
import type { Typed } from './writing.ts'

const gap = /\[to write: ?([^\]\n]{0,300})/gi

/**
 * The gaps that a draft left for its author, as `[To write: …]`: a report waits until each is filled or taken out.
 *
 * @param starts where the lines of the template begin
 */
export function gapProblems({
  markdown,
  typed,
  starts,
}: {
  markdown: string
  typed: readonly Typed[]
  starts: readonly number[]
}): Problem[] {
  return typed.flatMap(stretch =>
    Array.from(markdown.slice(stretch.start, stretch.end).matchAll(gap), ({ index, 1: task = '' }) =>
      templateProblem(
        placeAt(starts, stretch.at + index),
        `something is left to write: ${task.trim()}. Write it in the place of the brackets, or take them out.`,
      ),
    ),
  )
}
