import type { Page } from '../../consultations/questions.ts'
import type { Draft } from '../draftStore.ts'
import { questionAt } from './checks.ts'
import type { Form } from './form.ts'
import { kindOf } from './kinds/kindOf.ts'

/**
 * What was entered in a page's questions, files apart, as entered. Names that the page does not ask are left out;
 * a field that did not arrive keeps what it has, but for boxes, where none arrives when none is ticked.
 *
 * @param page as it is in the questionnaire: what is not asked of this respondent now may have been when they began
 * @param asked ids of the questions that the page asks of them
 * @throws Invalid for what no page of ours could send: a list for one value, an option that was not offered
 */
export function enteredIn(page: Page, form: Form, asked: Set<string>): Draft['values'] {
  const values: Draft['values'] = {}
  const arrived = new Set(Object.keys(form).map(questionAt))
  for (const question of page.questions)
    if (asked.has(question.id) || arrived.has(question.id))
      Object.assign(values, kindOf(question).entered(question, form))
  return values
}
