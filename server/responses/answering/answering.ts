import { allQuestions, type Page, type Question, type Questionnaire } from '../../consultations/questions.ts'
import {
  type Consultation,
  findConsultation,
  type Opening,
  openingOf,
  questionnaireOf,
} from '../../consultations/store.ts'
import { NotFound } from '../../errors.ts'
import { type Draft, findDraft, markSent } from '../draftStore.ts'
import { findByOrigin } from '../store.ts'

/** A response being written, with what it answers. */
export type Answering = {
  token: string
  draft: Draft
  consultation: Consultation
  questionnaire: Questionnaire
  opening: Opening
}

/** The page of the declaration among a draft's visited pages. */
export const declarationPage = 'declaration'

/** What a private link opens. @throws NotFound when it opens nothing. */
export async function answeringOf(token: string, now = new Date()): Promise<Answering> {
  const draft = await findDraft(token)
  const consultation = draft && (await findConsultation(draft.consultation))
  if (!draft || !consultation)
    throw new NotFound('This link opens no response. Check that all of it was copied, to its last character.')
  if (!draft.response && draft.visited.includes(declarationPage)) draft.response = await sentBefore(draft._id)
  const questionnaire = await questionnaireOf(consultation._id, draft.version)
  return { token, draft, consultation, questionnaire, opening: openingOf(consultation, now) }
}

/** The response of a draft that was sent but not marked so, since the process was killed in between. */
async function sentBefore(draft: string): Promise<string | undefined> {
  const response = await findByOrigin(draft)
  if (response) await markSent(draft, response._id)
  return response?._id
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
