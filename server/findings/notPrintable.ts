import type { CountedFinding } from './count.ts'
import { isPrintable } from './states.ts'
import type { FindingState } from './store.ts'

/** Why reports wait for a finding in a state in which they may not print it. */
const reasons: Record<Exclude<FindingState, 'ready' | 'published'>, string> = {
  draft: 'is a draft. Mark it ready first.',
  review: 'is in review. Mark it ready first.',
  look: 'needs a look. Read it again, and mark it ready.',
}

/** Why reports may not print a finding as it is now, as it follows "the finding …"; undefined where they may. */
export function notPrintable({
  finding,
  opposing,
}: Pick<CountedFinding, 'finding' | 'opposing'>): string | undefined {
  const { state } = finding
  if (!isPrintable(state)) return reasons[state]
  if (opposing.unseen > 0) return `needs a look: ${unseenWords(opposing.unseen)} Read what speaks against it.`
  return undefined
}

/** What an author is told of passages that nobody has looked at. */
export function unseenWords(unseen: number): string {
  return unseen === 1
    ? 'one passage that speaks against it was not looked at.'
    : `${unseen} passages that speak against it were not looked at.`
}
