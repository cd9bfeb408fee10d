import { guidOf } from '../../codebook/formats/guid.ts'
import type { Question } from '../../consultations/questions.ts'
import type { VariableType } from '../../files/project/projectParts.ts'
import type { Cell } from '../../files/workbook.ts'
import { type RawColumn, rawColumns } from '../../results/raw/columns.ts'
import { questionColumns } from '../../results/raw/questionColumns.ts'
import type { RawResponse } from '../../results/raw/read.ts'
import type { ProjectValue, ProjectVariable } from '../format/project.ts'

/** What a case says of one respondent: a column of the files of responses, without names. */
export type CaseVariable = ProjectVariable & { cell: RawColumn['cell'] }

const notVariables = new Set(['_respondent', '_not_asked'])
const typeOfFixed: Record<string, VariableType> = {
  _submitted: 'Date',
  _version: 'Integer',
  _people: 'Integer',
}

/** The variables of a consultation's cases: what is permitted and said of each respondent, and closed answers. */
export function variablesOf(
  consultation: string,
  questions: readonly Question[],
  attributes: string[],
): CaseVariable[] {
  const made = ({ name, question, holds, values, cell }: RawColumn, type: VariableType): CaseVariable => ({
    guid: guidOf('variable', consultation, name),
    name,
    type,
    description: [question, holds, values].filter(words => words !== '').join('. '),
    cell,
  })
  const fixed = rawColumns([], attributes, { identified: false })
    .filter(({ name }) => !notVariables.has(name))
    .map(column => made(column, typeOfFixed[column.name] ?? 'Text'))
  const closed = questions.flatMap(question =>
    questionColumns(question)
      .filter(({ named, wide }) => !named && !wide)
      .map(column => made(column, typeOf(question))),
  )
  return [...fixed, ...closed]
}

function typeOf({ type }: Question): VariableType {
  if (type === 'date') return 'Date'
  if (type === 'number') return 'Float'
  return type === 'several' || type === 'ranking' || type === 'rating' ? 'Integer' : 'Text'
}

/** What a response says in each variable; those that it leaves empty have no value. */
export function valuesOf(variables: readonly CaseVariable[], raw: RawResponse): ProjectValue[] {
  return variables.flatMap(({ guid, type, cell }) => {
    const value = written(cell(raw))
    return value === '' ? [] : [{ variable: guid, type, value }]
  })
}

/** Without an exponent, which XML Schema's decimals have not. */
function written(cell: Cell): string {
  if (cell === null) return ''
  return typeof cell === 'string'
    ? cell
    : cell.toLocaleString('en-GB', { useGrouping: false, maximumFractionDigits: 20 })
}
