import type { LatestCoding } from '../codingQueryStore.ts'
import { latestCodingsBy } from '../codingStore.ts'
import { redoable, undoable } from '../history.ts'
import { latestOf, latestUndone } from '../undo.ts'

/** How many of a coder’s latest codings are looked through. */
const most = 100

/** In which respondents the queue undoes and does again: what a coder did last anywhere in a consultation, and undid last. */
export async function queueSteps(
  consultation: string,
  coder: string,
): Promise<{ undo: string | undefined; redo: string | undefined }> {
  const codings = (await latestCodingsBy(consultation, coder, 0, most)).filter(
    ({ adjudicates }) => !adjudicates,
  )
  const last = latestOf(codings, coder)
  const undone = latestUndone(codings, coder)
  const respondentOf = (is: (coding: LatestCoding) => boolean) => codings.find(is)?.respondent
  return {
    undo: last && respondentOf(coding => undoable(coding)?.action === last.action),
    redo: undone && respondentOf(coding => redoable(coding)?.change.action === undone.change.action),
  }
}
