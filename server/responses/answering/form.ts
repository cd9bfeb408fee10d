import { Invalid } from '../../errors.ts'
import { say } from '../../http/languages/say.ts'

/** A form as it arrived: flat names, each with one value or several. */
export type Form = Record<string, unknown>

/** What is told of a form that no page of a respondent could have sent. */
export function forgedForm(): Invalid {
  return new Invalid(
    say('This form is not one that our pages make. Go back, reload the page and send it again.'),
  )
}

/** One field's text, or undefined when it did not arrive. @throws Invalid when it is not text. */
export function textIn(form: Form, name: string): string | undefined {
  const arrived = arrivedFor(form, name)
  if (arrived === undefined || typeof arrived === 'string') return arrived
  throw forgedForm()
}

/** A field's text under its name; nothing when it did not arrive. @throws Invalid when it is not text. */
export function enteredText(form: Form, name: string): Record<string, string> {
  const arrived = textIn(form, name)
  return arrived === undefined ? {} : { [name]: arrived }
}

/** The same for a field in which one option is chosen, or none. @throws Invalid for one that was not offered. */
export function enteredChoice(
  form: Form,
  name: string,
  options: { value: string }[],
): Record<string, string> {
  const entered = enteredText(form, name)
  const value = entered[name] ?? ''
  if (value !== '') chosen(options, [value])
  return entered
}

/** The boxes that were ticked. @throws Invalid for one that was not offered. */
export function enteredChoices(
  form: Form,
  name: string,
  options: { value: string }[],
): Record<string, string[]> {
  return { [name]: chosen(options, listOf(arrivedFor(form, name))) }
}

function arrivedFor(form: Form, name: string): unknown {
  return Object.hasOwn(form, name) ? form[name] : undefined
}

function listOf(arrived: unknown): string[] {
  if (arrived === undefined) return []
  if (typeof arrived === 'string') return [arrived]
  if (Array.isArray(arrived) && arrived.length <= 500 && arrived.every(item => typeof item === 'string'))
    return arrived
  throw forgedForm()
}

/** The values among these that are options, each once, in the order in which they are offered. */
function chosen(options: { value: string }[], values: string[]): string[] {
  const offered = options.map(option => option.value)
  if (values.some(value => !offered.includes(value))) throw forgedForm()
  return offered.filter(value => values.includes(value))
}
