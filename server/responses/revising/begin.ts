import { questionnaireOf } from '../../consultations/store.ts'
import { addChanging, emptyDrafts, removeDraft } from '../draftStore.ts'
import { removeFile } from '../fileStore.ts'
import { filesIn, type Response } from '../response.ts'
import { findSent } from '../sentStore.ts'
import { changingOf } from './changing.ts'
import { filledFrom } from './fill.ts'

/**
 * Opens what somebody sent for them to change: a draft that is filled from the newest revision. What was begun before
 * stays as it is, and the response stands as it was until the changes are sent.
 */
export async function beginChanging(response: Response, now: Date): Promise<void> {
  const { _id, consultation, version, origin, revisions, consent } = response
  const questionnaire = await questionnaireOf(consultation, version)
  const filled = await filledFrom(response, questionnaire)
  // That the response came of its draft is known from here on, so that nobody takes it for one that was not sent.
  await emptyDrafts([{ draft: origin, response: _id }])
  await addChanging(
    {
      ...{ response: _id, origin },
      ...{ revision: revisions.length, consents: consent.length },
      files: [...filesIn(response)],
    },
    { consultation, version, startedOn: now, ...filled },
  )
}

/** Throws away what somebody began to change. What they sent stands. */
export async function discardChanges(response: Response): Promise<void> {
  const draft = await changingOf(response)
  if (!draft) return
  await removeDraft(draft._id)
  // The changes may have been sent in the same moment: their files are the response's then.
  const standing = await findSent(response.consultation, response._id)
  const kept = standing ? filesIn(standing) : new Set()
  for (const { file } of Object.values(draft.files)) if (!kept.has(file)) await removeFile(file)
}
