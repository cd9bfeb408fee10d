import { invitationBehind } from '../../consultations/invitations/invitationStore.ts'
import { offeredIn } from '../../consultations/languages/languages.ts'
import { type Spoken, spokenConsultation, spokenQuestionnaire } from '../../consultations/languages/spoken.ts'
import { allQuestions, type Page, type Question } from '../../consultations/questions.ts'
import {
  type Consultation,
  type Opening,
  openingOf,
  questionnaireOf,
  recentConsultation,
} from '../../consultations/store.ts'
import { NotFound } from '../../errors.ts'
import { keepTo } from '../../http/languages/current.ts'
import { say } from '../../http/languages/say.ts'
import { type Draft, findDraft } from '../draftStore.ts'
import type { Colleague } from '../joint/colleagueStore.ts'
import type { Response } from '../response.ts'
import { findSent } from '../sentStore.ts'
import { idByOrigin } from '../store.ts'
import { askedPages } from './asked.ts'

/** A response being written, with what it answers in the language of now. */
export type Answering = Spoken & {
  token: string
  draft: Draft
  consultation: Consultation
  opening: Opening
  /** Whether it is closed, and only open to this draft, since that was begun before. */
  inGrace: boolean
  /** Whether the invitation that it was begun by was withdrawn, so that it takes no answers. */
  isWithdrawn: boolean
  /** The response that it became, where that is known. */
  sent?: string
  /** Whose link it was opened by, where that is not the private link of who began it. */
  colleague?: Colleague
  /** Where its pages are, where a private link does not open them: a preview’s. */
  at?: string
}

/** What a private link opens. @throws NotFound when it opens nothing. */
export async function answeringOf(token: string, now = new Date()): Promise<Answering> {
  return sentOrNot(await draftedOf(token, now))
}

/** The same, with the response that it became, if it did. */
export async function sentOrNot(answering: Answering): Promise<Answering> {
  const sent = answering.sent ?? (await idByOrigin(answering.draft._id))
  return sent ? { ...answering, sent } : answering
}

/**
 * The same, without looking for a response of a draft that is not marked as sent yet, which is done in the
 * background (see emptySent.ts): for sending, which comes upon that response when it adds its own.
 * @throws NotFound when the link opens nothing
 */
export async function draftedOf(token: string, now: Date): Promise<Answering> {
  return openedBy(token, await findDraft(token), now)
}

/** The same of a draft that was found by a link. @throws NotFound where there is none */
export async function openedBy(token: string, draft: Draft | null, now: Date): Promise<Answering> {
  const consultation = draft && (await recentConsultation(draft.consultation))
  if (!draft || !consultation)
    throw new NotFound(
      say('This link opens no response. Check that all of it was copied, to its last character.'),
    )
  const questionnaire = await questionnaireOf(consultation._id, draft.version)
  keepTo(offeredIn(consultation, questionnaire), draft.language)
  const isWithdrawn = await isUninvited(draft)
  const opening = isWithdrawn ? 'closed' : openingOf(consultation, now, draft.startedOn)
  const inGrace = opening === 'open' && now >= consultation.closesAt
  const sent = draft.response
  return {
    token,
    draft,
    consultation: spokenConsultation(consultation),
    ...spokenQuestionnaire(consultation, questionnaire),
    opening,
    inGrace,
    isWithdrawn,
    ...(sent ? { sent } : {}),
  }
}

async function isUninvited({ invitation }: Draft): Promise<boolean> {
  if (invitation === undefined) return false
  const found = await invitationBehind(invitation)
  return !found || found.state === 'withdrawn'
}

/** The pages that are asked of this respondent, as far as they have answered. */
export function askedOf({ questionnaire, draft }: Answering): Page[] {
  return askedPages(questionnaire, draft)
}

/** The ids of the questions that a page asks of this respondent as they have answered so far. */
export function askedOn(answering: Answering, { id }: Page): Set<string> {
  const page = askedOf(answering).find(asked => asked.id === id)
  return new Set(page?.questions.map(question => question.id))
}

/** The draft that its forms belong to: changes of what was sent belong to the draft that it was sent from. */
export function formOwner({ draft }: Pick<Answering, 'draft'>): string {
  return draft.revises?.origin ?? draft._id
}

/**
 * The page of questions that an address names, whether or not it is asked of this respondent now.
 * @throws NotFound when the questionnaire has none of this id
 */
export function pageOf(answering: Answering, id: string): Page {
  const found = answering.questionnaire.pages.find(page => page.id === id)
  if (!found)
    throw new NotFound(say('This questionnaire has no such page. Go back, or open your private link again.'))
  return found
}

/** The question that asks for this detail of the respondent, as it was written, if one does. */
export function questionAbout(
  answering: Answering,
  about: NonNullable<Question['about']>,
): Question | undefined {
  const pages = askedPages(answering.asWritten ?? answering.questionnaire, answering.draft)
  return allQuestions({ pages }).find(question => question.about === about)
}

/** Where a page of this draft is. */
export function addressOf(answering: Answering, page: string): string {
  return `${startOf(answering)}/${page}`
}

/** What leads to the first page of this draft that is not in order. */
export function startOf({ at, token }: Answering): string {
  return at ?? `/answer/${token}`
}

/** Where the receipt of what was sent is; whoever came by the link of a colleague is told there that it was sent. */
export function receiptOf(answering: Answering): string {
  if (answering.colleague) return startOf(answering)
  return `/receipt/${answering.token}`
}

/** Where everything is that somebody can see and do once they have sent. */
export function ownOf({ token }: Pick<Answering, 'token'>): string {
  return `/own/${token}`
}

/** The response that a draft became. @throws NotFound where it is kept no more */
export async function sentBy({ consultation, sent = '' }: Answering): Promise<Response> {
  const response = await findSent(consultation._id, sent)
  if (!response) throw new NotFound(say('This response is no longer kept here.'))
  return response
}
