import type { Problem } from '../analysis/index.ts'

/** A command cannot do what it was asked to; each problem says what, where and how to mend it. Exit code 2. */
export class CannotRun extends Error {
  readonly problems: Problem[]
  constructor(problems: Problem[]) {
    super(problems.map(({ place, message }) => (place ? `${place}: ${message}` : message)).join('\n'))
    this.problems = problems
  }
}
