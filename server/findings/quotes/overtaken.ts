import type { Problem } from '../../../analysis/index.ts'

/** What an author is told when another changed the quote first. */
export const overtaken: Problem = {
  place: 'words',
  message: 'Someone else changed this quote while you wrote. Compare what you entered and save again.',
}
