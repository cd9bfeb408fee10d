import type { Problem } from '../../../analysis/index.ts'
import type { ChosenMend } from './forms.ts'

/** A draft with the chosen mends made; where two change the same words, which is a problem, it stays as it was. */
export function applyMends(
  draft: string,
  mends: readonly ChosenMend[],
): { ok: true; draft: string } | { ok: false; problem: Problem } {
  const refuse = (message: string) => ({ ok: false as const, problem: { place: 'mends', message } })
  const inOrder = mends.toSorted((a, b) => a.start - b.start || a.end - b.end)
  let at = 0
  let mended = ''
  for (const { start, end, with: words } of inOrder) {
    if (start > end || end > draft.length)
      return refuse(
        'The draft is no longer the one that was checked. Check it again, and choose the changes anew',
      )
    if (start < at)
      return refuse('Two of the chosen changes are to the same words. Choose one of them, and check again')
    mended += draft.slice(at, start) + words
    at = end
  }
  return { ok: true, draft: mended + draft.slice(at) }
}
