import type { QuestionOf } from '../../../consultations/questions.ts'
import { numberSaid } from '../../../http/languages/numberSaid.ts'
import { say } from '../../../http/languages/say.ts'
import { enteredText } from '../form.ts'
import { type Entered, entryIn, isEmpty, type Kind, labelOf } from './kind.ts'
import { numberIn } from './reading.ts'

type NumberQuestion = QuestionOf<'number'>

function read({ id }: NumberQuestion, draft: Entered): number | undefined {
  return numberIn(entryIn(draft, id))
}

export const number: Kind<NumberQuestion> = {
  entered: ({ id }, form) => enteredText(form, id),
  isBlank: ({ id }, draft) => isEmpty(entryIn(draft, id)),
  missing: question => say('Enter a number for {{question}}', { question }),
  problem(question, draft) {
    const { label, least, most, whole } = question
    const given = read(question, draft)
    if (given === undefined)
      return { message: say('“{{label}}” must be a number in figures, like 12', { label }) }
    if (whole && !Number.isInteger(given))
      return { message: say('“{{label}}” must be a whole number', { label }) }
    if (least !== undefined && given < least)
      return { message: say('“{{label}}” must be {{least}} or more', { label, least: numberSaid(least) }) }
    if (most !== undefined && given > most)
      return { message: say('“{{label}}” must be {{most}} or less', { label, most: numberSaid(most) }) }
    return undefined
  },
  answer(question, draft) {
    const given = read(question, draft)
    return given === undefined ? undefined : { number: given }
  },
  shown(question, draft) {
    const given = read(question, draft)
    const entered = entryIn(draft, question.id)
    if (given === undefined) return isEmpty(entered) ? undefined : entered
    return question.unit ? `${numberSaid(given)} ${question.unit}` : numberSaid(given)
  },
  compared(question, draft) {
    const given = read(question, draft)
    return given === undefined ? [] : [String(given)]
  },
  field: ({ id, unit, whole }, draft, common, heading) => ({
    partial: 'govuk/input',
    options: {
      ...common,
      label: labelOf(heading),
      value: entryIn(draft, id),
      classes: 'govuk-input--width-10',
      inputmode: whole ? 'numeric' : 'decimal',
      ...(unit ? { suffix: { text: unit } } : {}),
    },
  }),
}
