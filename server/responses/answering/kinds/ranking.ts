import type { QuestionOf } from '../../../consultations/questions.ts'
import { say } from '../../../http/languages/say.ts'
import { enteredChoice } from '../form.ts'
import { type Entered, entryIn, type Kind, legendOf } from './kind.ts'

type Ranking = QuestionOf<'ranking'>

function fieldsOf({ id, options, places = options.length }: Ranking): string[] {
  return Array.from({ length: Math.min(places, options.length) }, (_, at) => `${id}:${at + 1}`)
}

/** What was put in each place, from the first; empty where nothing was. */
function places(question: Ranking, draft: Entered): string[] {
  return fieldsOf(question).map(field => entryIn(draft, field))
}

function label({ options }: Ranking, value: string): string {
  return options.find(option => option.value === value)?.label ?? value
}

/** A rank is chosen by a list for each place, so that nothing need be dragged. */
export const ranking: Kind<Ranking> = {
  entered: (question, form) =>
    Object.assign({}, ...fieldsOf(question).map(field => enteredChoice(form, field, question.options))),
  isBlank: (question, draft) => places(question, draft).every(value => value === ''),
  firstField: ({ id }) => `${id}:1`,
  missing: question => say('Put at least one in order for {{question}}', { question }),
  problem(question, draft) {
    const given = places(question, draft)
    const fields = fieldsOf(question)
    const twice = given.findIndex((value, at) => value !== '' && given.indexOf(value) < at)
    if (twice >= 0)
      return {
        message: say('Put “{{option}}” in one place only for “{{label}}”', {
          option: label(question, given[twice] ?? ''),
          label: question.label,
        }),
        field: fields[twice] ?? question.id,
      }
    const gap = given.findIndex((value, at) => value === '' && given.slice(at).some(later => later !== ''))
    if (gap >= 0)
      return {
        message: say('Choose what comes in place {{place}} for “{{label}}”', {
          place: gap + 1,
          label: question.label,
        }),
        field: fields[gap] ?? question.id,
      }
    return question.required && given.includes('')
      ? {
          message: say('Choose what comes in place {{place}} for “{{label}}”', {
            place: given.indexOf('') + 1,
            label: question.label,
          }),
          field: fields[given.indexOf('')] ?? question.id,
        }
      : undefined
  },
  answer(question, draft) {
    const order = places(question, draft).filter(value => value !== '')
    return order.length === 0 ? undefined : { order }
  },
  shown(question, draft) {
    const given = places(question, draft).flatMap((value, at) =>
      value === '' ? [] : [`${at + 1}. ${label(question, value)}`],
    )
    return given.length === 0 ? undefined : given.join('; ')
  },
  compared: (question, draft) => places(question, draft).filter(value => value !== ''),
  field(question, draft, common, heading) {
    const wrong = common.errorMessage
      ? (ranking.problem?.(question, draft)?.field ?? fieldsOf(question)[0])
      : undefined
    return {
      partial: 'questions/ranking',
      options: {
        ...common,
        hint: common.hint ?? { text: say('Choose one for each place.') },
        fieldset: legendOf(heading),
        places: fieldsOf(question).map((field, at) => ({
          id: field,
          name: field,
          label: { text: say('Place {{place}}', { place: at + 1 }) },
          classes: wrong === field ? 'govuk-select--error' : '',
          items: [
            { value: '', text: say('Nothing chosen') },
            ...question.options.map(option => ({
              value: option.value,
              text: option.label,
              selected: entryIn(draft, field) === option.value,
            })),
          ],
        })),
      },
    }
  },
}
