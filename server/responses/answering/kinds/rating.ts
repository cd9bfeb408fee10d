import type { QuestionOf } from '../../../consultations/questions.ts'
import { say } from '../../../http/languages/say.ts'
import { enteredChoice } from '../form.ts'
import { type Entered, entryIn, type Kind, legendOf } from './kind.ts'

type Rating = QuestionOf<'rating'>

function steps({ most, low, high }: Rating) {
  return Array.from({ length: most }, (_, at) => {
    const end = at === 0 ? low : at === most - 1 ? high : ''
    return { value: String(at + 1), label: end === '' ? String(at + 1) : `${at + 1}, ${end}` }
  })
}

function given(question: Rating, draft: Entered) {
  return steps(question).find(({ value }) => value === entryIn(draft, question.id))
}

export const rating: Kind<Rating> = {
  entered: (question, form) => enteredChoice(form, question.id, steps(question)),
  isBlank: (question, draft) => given(question, draft) === undefined,
  missing: question => say('Choose a number for {{question}}', { question }),
  answer(question, draft) {
    const step = given(question, draft)
    return step && { number: Number(step.value) }
  },
  shown(question, draft) {
    const step = given(question, draft)
    return step && say('{{label}} (of {{most}})', { label: step.label, most: question.most })
  },
  compared(question, draft) {
    const step = given(question, draft)
    return step ? [step.value] : []
  },
  field(question, draft, common, heading) {
    const entered = entryIn(draft, question.id)
    return {
      partial: 'govuk/radios',
      options: {
        ...common,
        idPrefix: question.id,
        classes: 'govuk-radios--small rating',
        fieldset: legendOf(heading),
        items: steps(question).map(({ value, label }) => ({
          value,
          text: label,
          checked: value === entered,
        })),
      },
    }
  },
}
