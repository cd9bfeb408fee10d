import { movedSpan, textChanges, withChanges } from '../../../analysis/application.ts'

/**
 * The text that has what each of two authors changed of the same text; undefined where both changed the same words.
 */
export function bothChanges(base: string, theirs: string, mine: string): string | undefined {
  const changed = textChanges(base, theirs)
  const moved = textChanges(base, mine).map(change => ({ ...change, span: movedSpan(change, changed) }))
  if (moved.some(({ span }) => !span)) return undefined
  return withChanges(
    theirs,
    moved.flatMap(({ span, words }) => (span ? [{ ...span, words }] : [])),
  )
}
