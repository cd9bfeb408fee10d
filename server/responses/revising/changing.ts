import { spokenQuestionnaire } from '../../consultations/languages/spoken.ts'
import { questionnaireOf } from '../../consultations/store.ts'
import { type Answering, openedBy, sentOrNot } from '../answering/answering.ts'
import { type Draft, findChanging, findDraft } from '../draftStore.ts'
import { joinedBy } from '../joint/joined.ts'
import type { Response } from '../response.ts'
import { findSent } from '../sentStore.ts'

/** What somebody began to change of their response as it stands; null where nothing. */
export function changingOf({
  origin,
  revisions,
}: Pick<Response, 'origin' | 'revisions'>): Promise<Draft | null> {
  return findChanging(origin, revisions.length)
}

/**
 * What a private link writes in: the draft, or, once that was sent, the changes that were begun; or what the link of a
 * colleague does, the draft alone. @throws NotFound
 */
export async function writingOf(token: string): Promise<Answering> {
  const draft = await findDraft(token)
  if (!draft) return joinedBy(token)
  const answering = await sentOrNot(await openedBy(token, draft, new Date()))
  return (await changesIn(answering)) ?? answering
}

/**
 * The same for sending it, which need not know whether it was sent already. @throws NotFound
 */
export async function sendingOf(token: string, now: Date): Promise<Answering> {
  const draft = await findDraft(token)
  if (!draft) return joinedBy(token, now)
  const drafted = await openedBy(token, draft, now)
  return (await changesIn(drafted)) ?? drafted
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
