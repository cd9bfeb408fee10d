import { type KeyTerm, keyness } from '../../../analysis/index.ts'

/** What each respondent of a group wrote. */
export type Said = { respondent: string; text: string }
export type KeynessTask = {
  said: Said[]
  against: Said[]
  /** Terms that fewer respondents use, in both groups, are left out. */
  fewest: number
}

/** More differences than these are not shown. */
const most = 40
/** At most this share of what is shown is chance. */
const falseAtMost = 0.05

/** Runs in a worker thread, so that no page waits: the words that one group uses more than the other, and less. */
export default function keyTerms({ said, against, fewest }: KeynessTask): KeyTerm[] {
  return keyness(said, against, { fewest })
    .filter(({ q }) => q <= falseAtMost)
    .slice(0, most)
}
