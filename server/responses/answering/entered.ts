import type { Page, Question } from '../../consultations/questions.ts'
import { Invalid } from '../../errors.ts'
import type { Draft } from '../draftStore.ts'

/** A form as it arrived: flat names, each with one value or several. */
export type Form = Record<string, unknown>

const forged = 'This form is not one that our pages make. Go back, reload the page and send it again.'

/**
 * What was entered in a page's questions, files apart, as entered. Names that the page does not ask are left out;
 * a question whose field did not arrive keeps what it has, but for boxes, where none arrives when none is ticked.
 * @throws Invalid for what no page of ours could send: a list for one value, an option that was not offered
 */
export function enteredIn(page: Page, form: Form): Draft['values'] {
  const values: Draft['values'] = {}
  for (const question of page.questions) {
    const entered = enteredFor(question, form)
    if (entered !== undefined) values[question.id] = entered
  }
  return values
}

function enteredFor(question: Question, form: Form): string | string[] | undefined {
  if (question.type === 'file') return undefined
  const arrived = arrivedFor(form, question.id)
  if (question.type === 'several') return chosen(question.options, listOf(arrived))
  if (arrived === undefined) return undefined
  if (typeof arrived !== 'string') throw new Invalid(forged)
  if ('options' in question && arrived !== '') chosen(question.options, [arrived])
  return arrived
}

/** One field's text, or undefined when it did not arrive. @throws Invalid when it is not text. */
export function textIn(form: Form, name: string): string | undefined {
  const arrived = arrivedFor(form, name)
  if (arrived === undefined || typeof arrived === 'string') return arrived
  throw new Invalid(forged)
}

function arrivedFor(form: Form, name: string): unknown {
  return Object.hasOwn(form, name) ? form[name] : undefined
}

function listOf(arrived: unknown): string[] {
  if (arrived === undefined) return []
  if (typeof arrived === 'string') return [arrived]
  if (Array.isArray(arrived) && arrived.length <= 500 && arrived.every(item => typeof item === 'string'))
    return arrived
  throw new Invalid(forged)
}

/** The values among these that are options, each once, in the order in which they are offered. */
function chosen(options: { value: string }[], values: string[]): string[] {
  const offered = options.map(option => option.value)
  if (values.some(value => !offered.includes(value))) throw new Invalid(forged)
  return offered.filter(value => values.includes(value))
}
