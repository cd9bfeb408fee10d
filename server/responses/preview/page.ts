import { conditionWords } from '../../consultations/building/conditionWords.ts'
import { questionnaireProblems } from '../../consultations/questionnaireProblems.ts'
import type { Page } from '../../consultations/questions.ts'
import { type Answering, addressOf, askedOf, startOf } from '../answering/answering.ts'

/** What every page of a preview says of itself. */
export function previewFrame(answering: Answering, csrf: unknown) {
  return {
    service: answering.consultation.title,
    csrf,
    preview: {
      questions: `/desk/${answering.consultation._id}/questions`,
      start: startOf(answering),
      restart: startOf(answering),
    },
  }
}

/** Where a preview begins: every page, whether it is asked with the test answers so far, and why not. */
export function startPage(answering: Answering) {
  const { questionnaire, draft } = answering
  const asked = new Set(askedOf(answering).map(({ id }) => id))
  return {
    title: 'Preview the questions',
    faulty: questionnaireProblems(questionnaire.pages).length > 0,
    begun: draft.visited.length > 0,
    pages: questionnaire.pages.map(page => ({
      title: page.title,
      href: addressOf(answering, page.id),
      isAsked: asked.has(page.id),
      why: whyNotAsked(page, questionnaire.pages),
    })),
    check: addressOf(answering, 'check'),
  }
}

/** Why a page is not asked with the answers so far. */
export function whyNotAsked(page: Page, pages: Page[]): string {
  if (page.when) return `It is shown when ${conditionWords(page.when, pages)}.`
  return page.questions.length === 0
    ? 'It asks nothing yet.'
    : 'None of its questions is asked: each waits for other answers.'
}
