import type { Problem } from '../../../analysis/index.ts'
import type { Page, Question } from '../../consultations/questions.ts'
import type { Draft } from '../draftStore.ts'
import { kindOf } from './kinds/kindOf.ts'

/**
 * What is wrong with one page's answers as they are kept; each problem's place is the field to be mended: the id of
 * its question, or that and a part behind a colon.
 *
 * @param page as it is asked of this draft
 */
export function pageProblems(page: Page, draft: Draft): Problem[] {
  return page.questions.flatMap(question => answerProblem(question, draft) ?? [])
}

/** The question to which a problem's place belongs. */
export function questionAt(place: string): string {
  const end = place.indexOf(':')
  return end === -1 ? place : place.slice(0, end)
}

/**
 * The first page with a problem, or that was never sent; undefined when all is ready.
 *
 * @param pages as they are asked of this draft
 */
export function firstUnfinished(pages: Page[], draft: Draft): Page | undefined {
  return pages.find(page => !draft.visited.includes(page.id) || pageProblems(page, draft).length > 0)
}

/** What is wrong with one answer, said so that it can be mended; undefined when nothing is. */
function answerProblem(question: Question, draft: Draft): Problem | undefined {
  const kind = kindOf(question)
  const first = kind.firstField?.(question) ?? question.id
  if (kind.isBlank(question, draft))
    return question.required && question.type !== 'statement'
      ? { place: first, message: kind.missing(`“${question.label}”`) }
      : undefined
  const wrong = kind.problem?.(question, draft)
  return wrong && { place: wrong.field ?? first, message: wrong.message }
}
