import type { ExtractProblemCode } from './problems.ts'

/** A reader's way of saying why a document gives no text. */
export class Unreadable extends Error {
  readonly problem: ExtractProblemCode
  constructor(problem: ExtractProblemCode) {
    super(problem)
    this.problem = problem
  }
}
