import type { QuestionOf, Row } from '../../../consultations/questions.ts'
import { say } from '../../../http/languages/say.ts'
import { enteredChoice } from '../form.ts'
import { type Entered, entryIn, type Kind, legendOf } from './kind.ts'

type Matrix = QuestionOf<'matrix'>

function fieldOfRow({ id }: Matrix, row: Row): string {
  return `${id}:${row.id}`
}

function chosen(question: Matrix, draft: Entered, row: Row) {
  const value = entryIn(draft, fieldOfRow(question, row))
  return question.options.find(option => option.value === value)
}

function unanswered(question: Matrix, draft: Entered): Row | undefined {
  return question.rows.find(row => chosen(question, draft, row) === undefined)
}

/** Each row is a group of its own, so that it is read and answered one after another, on a phone too. */
export const matrix: Kind<Matrix> = {
  entered: (question, form) =>
    Object.assign(
      {},
      ...question.rows.map(row => enteredChoice(form, fieldOfRow(question, row), question.options)),
    ),
  isBlank: (question, draft) => question.rows.every(row => chosen(question, draft, row) === undefined),
  firstField: question => (question.rows[0] ? fieldOfRow(question, question.rows[0]) : question.id),
  missing: question => say('Choose an answer in each line of {{question}}', { question }),
  problem(question, draft) {
    const row = question.required ? unanswered(question, draft) : undefined
    return (
      row && {
        message: say('Choose an answer to “{{label}}”', { label: row.label }),
        field: fieldOfRow(question, row),
      }
    )
  },
  answer(question, draft) {
    const rows = question.rows.flatMap(row => {
      const option = chosen(question, draft, row)
      return option ? [[row.id, option.value] as const] : []
    })
    return rows.length === 0 ? undefined : { rows: Object.fromEntries(rows) }
  },
  shown(question, draft) {
    const rows = question.rows.flatMap(row => {
      const option = chosen(question, draft, row)
      return option ? [`${row.label}: ${option.label}`] : []
    })
    return rows.length === 0 ? undefined : rows.join('\n')
  },
  compared(question, draft, id) {
    const row = question.rows.find(each => each.id === id)
    const option = row && chosen(question, draft, row)
    return option ? [option.value] : []
  },
  field(question, draft, common, heading) {
    const wrong = common.errorMessage ? unanswered(question, draft) : undefined
    return {
      partial: 'questions/matrix',
      options: {
        ...common,
        ...(common.errorMessage && wrong ? { errorMessage: undefined } : {}),
        fieldset: legendOf(heading),
        rows: question.rows.map(row => ({
          idPrefix: fieldOfRow(question, row),
          name: fieldOfRow(question, row),
          classes: 'govuk-radios--small matrix__options',
          fieldset: { legend: { text: row.label, classes: 'govuk-fieldset__legend--s' } },
          items: question.options.map(option => ({
            value: option.value,
            text: option.label,
            checked: chosen(question, draft, row) === option,
          })),
          ...(row === wrong ? { errorMessage: common.errorMessage } : {}),
        })),
      },
    }
  },
}
