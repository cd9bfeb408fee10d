import { spokenQuestionnaire } from '../../consultations/languages/spoken.ts'
import { questionnaireOf } from '../../consultations/store.ts'
import { type Answering, answeringOf } from '../answering/answering.ts'
import { type Draft, findChanging } from '../draftStore.ts'
import type { Response } from '../response.ts'
import { findSent } from '../sentStore.ts'

/** What somebody began to change of their response as it stands; null where nothing. */
export function changingOf({
  origin,
  revisions,
}: Pick<Response, 'origin' | 'revisions'>): Promise<Draft | null> {
  return findChanging(origin, revisions.length)
}

/** What a private link writes in: the draft, or, once that was sent, the changes that were begun. @throws NotFound */
export async function writingOf(token: string): Promise<Answering> {
  const answering = await answeringOf(token)
  return (await changesIn(answering)) ?? answering
}

/** The changes that were begun of what was sent, to be written in as a draft is; undefined where there are none. */
export async function changesIn({ sent, ...answering }: Answering): Promise<Answering | undefined> {
  const response = sent === undefined ? null : await findSent(answering.consultation._id, sent)
  if (!response || response.state === 'withdrawn') return undefined
  const draft = await changingOf(response)
  if (!draft) return undefined
  const questionnaire = await questionnaireOf(draft.consultation, draft.version)
  return { ...answering, draft, ...spokenQuestionnaire(answering.consultation, questionnaire) }
}
