import type { Question } from '../../consultations/questions.ts'
import type { Cell } from '../../files/workbook.ts'
import { type Given, textIn } from '../../responses/response.ts'
import type { RawColumn } from './columns.ts'
import type { RawResponse } from './read.ts'

type Column = Pick<RawColumn, 'name' | 'holds' | 'cell'> & Partial<RawColumn>

/** What respondents say of themselves stands in columns of its own, or with their names. */
export function questionColumns(question: Question): RawColumn[] {
  if (question.about) return []
  return columnsFor(question).map(column => ({
    question: question.label,
    values: '',
    named: false,
    wide: false,
    ...column,
  }))
}

function columnsFor(question: Question): Column[] {
  const { id } = question
  const given = (raw: RawResponse): Given | undefined =>
    Object.hasOwn(raw.answers, id) ? raw.answers[id] : undefined
  const words = (raw: RawResponse) => {
    const answer = given(raw)
    return answer ? (raw.texts.get(textIn(answer) ?? '')?.text ?? '') : ''
  }
  const values =
    'options' in question ? question.options.map(({ value, label }) => `${value} = ${label}`).join('; ') : ''
  const own: Column[] =
    'options' in question && question.options.some(option => option.own)
      ? [
          {
            name: `${id}:own`,
            holds: 'the words beside the option that asks for them',
            wide: true,
            cell: words,
          },
        ]
      : []
  switch (question.type) {
    case 'shortText':
    case 'longText':
      return [{ name: id, holds: 'the answer as it was written', wide: true, cell: words }]
    case 'several':
      return [
        ...question.options.map(({ value, label }) => ({
          name: `${id}/${value}`,
          holds: `1 where “${label}” was chosen, 0 where others were`,
          cell: (raw: RawResponse) => {
            const answer = given(raw)
            return answer && 'options' in answer ? Number(answer.options.includes(value)) : null
          },
        })),
        ...own,
      ]
    case 'ranking':
      return question.options.map(({ value, label }) => ({
        name: `${id}/${value}`,
        holds: `the place of “${label}”, from 1; empty where it has none`,
        cell: raw => {
          const answer = given(raw)
          const place = answer && 'order' in answer ? answer.order.indexOf(value) + 1 : 0
          return place === 0 ? null : place
        },
      }))
    case 'matrix':
      return question.rows.map(({ id: row, label }) => ({
        name: `${id}/${row}`,
        holds: `the option that was chosen for “${label}”`,
        values,
        cell: raw => {
          const answer = given(raw)
          return answer && 'rows' in answer && Object.hasOwn(answer.rows, row) ? (answer.rows[row] ?? '') : ''
        },
      }))
    case 'file':
      return [
        {
          name: id,
          holds: 'what the file is called',
          named: true,
          cell: raw => {
            const answer = given(raw)
            return answer && 'file' in answer ? answer.name : ''
          },
        },
        { name: `${id}:words`, holds: 'what could be read of the file', wide: true, cell: words },
      ]
    case 'email':
      return [
        {
          name: id,
          holds: 'the address',
          named: true,
          cell: ({ identity }) => identity?.contacts?.[id] ?? '',
        },
      ]
    case 'number':
    case 'rating':
      return [{ name: id, holds: numberHeld(question), cell: raw => numberIn(given(raw)) }]
    case 'date':
      return [{ name: id, holds: 'a day, as 2026-11-28', cell: raw => dateIn(given(raw)) }]
    case 'statement':
      return []
    default:
      return [
        { name: id, holds: 'the option that was chosen', values, cell: raw => optionIn(given(raw)) },
        ...own,
      ]
  }
}

function numberHeld(question: Extract<Question, { type: 'number' | 'rating' }>): string {
  if (question.type === 'rating')
    return `a number from 1 (${question.low}) to ${question.most} (${question.high})`
  return question.unit ? `a number of ${question.unit}` : 'a number'
}

function numberIn(given: Given | undefined): Cell {
  return given && 'number' in given ? given.number : null
}

function dateIn(given: Given | undefined): Cell {
  return given && 'date' in given ? given.date : ''
}

function optionIn(given: Given | undefined): Cell {
  return given && 'option' in given ? given.option : ''
}
