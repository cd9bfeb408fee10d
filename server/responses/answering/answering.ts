import { allQuestions, type Page, type Question, type Questionnaire } from '../../consultations/questions.ts'
import {
  type Consultation,
  findConsultation,
  type Opening,
  openingOf,
  questionnaireOf,
} from '../../consultations/store.ts'
import { NotFound } from '../../errors.ts'
import { type Draft, findDraft } from '../draftStore.ts'
import { findByOrigin } from '../store.ts'

/** A response being written, with what it answers. */
export type Answering = {
  token: string
  draft: Draft
  consultation: Consultation
  questionnaire: Questionnaire
  opening: Opening
  /** The response that it became. */
  sent?: string
}

/** What a private link opens. @throws NotFound when it opens nothing. */
export async function answeringOf(token: string, now = new Date()): Promise<Answering> {
  const draft = await findDraft(token)
  const [consultation, sent] = draft
    ? await Promise.all([findConsultation(draft.consultation), draft.response ?? sentAs(draft._id)])
    : []
  if (!draft || !consultation)
    throw new NotFound('This link opens no response. Check that all of it was copied, to its last character.')
  const questionnaire = await questionnaireOf(consultation._id, draft.version)
  const opening = openingOf(consultation, now)
  return { token, draft, consultation, questionnaire, opening, ...(sent ? { sent } : {}) }
}

/** The response of a draft that is not marked yet: that is done in the background (see emptySent.ts). */
async function sentAs(draft: string): Promise<string | undefined> {
  return (await findByOrigin(draft))?._id
}

/** The page of questions that an address names. @throws NotFound when the questionnaire has none of this id. */
export function pageOf(answering: Answering, id: string): Page {
  const found = answering.questionnaire.pages.find(page => page.id === id)
  if (!found)
    throw new NotFound('This questionnaire has no such page. Go back, or open your private link again.')
  return found
}

/** The question that asks for this detail of the respondent, if one does. */
export function questionAbout(
  answering: Answering,
  about: NonNullable<Question['about']>,
): Question | undefined {
  return allQuestions(answering.questionnaire).find(question => question.about === about)
}

/** Where a page of this draft is. */
export function addressOf(answering: Answering, page: string): string {
  return `/answer/${answering.token}/${page}`
}
