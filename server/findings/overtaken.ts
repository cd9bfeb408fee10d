import type { Problem } from '../../analysis/index.ts'

/** What an author is told when another changed the finding first. */
export const overtaken: Problem = {
  place: 'statement',
  message:
    'Someone else changed this finding while you wrote. What you entered is kept below: compare it and save again',
}
