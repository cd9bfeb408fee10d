import writeXlsx from 'write-excel-file/node'
import { xlsxText } from '../../../files/xlsxText.ts'
import type { Condition } from '../../conditions.ts'
import { languageNamed } from '../../languages/languages.ts'
import { type Translations, translationsIn } from '../../languages/translations.ts'
import type { Page, Question } from '../../questions.ts'
import { writeCondition } from '../expressions/write.ts'
import { markedPages, tagsIn, unmarked } from '../otherLanguages.ts'
import { plainPipes } from '../pipes.ts'
import { xlsformConditions } from './conditions.ts'
import { extraCell, type QuestionExtra, questionExtra, wordedExtras } from './extra.ts'

const surveyColumns = [
  ...['type', 'name', 'label', 'hint', 'required', 'relevant', 'constraint', 'appearance', 'parameters'],
  'soundings',
] as const
const choiceColumns = ['list_name', 'name', 'label', 'soundings'] as const
type Row = Partial<Record<string, string>>

/** An XLSForm of these pages, each a group, which `readXlsform` reads back with the same ids and translations. */
export function writeXlsform(title: string, pages: Page[], translations?: Translations): Promise<Buffer> {
  const { survey, choices } = rowsOf(pages)
  const columns = { survey: [...surveyColumns] as string[], choices: [...choiceColumns] as string[] }
  for (const tag of tagsIn(translations)) {
    const other = rowsOf(markedPages(pages, translationsIn(translations, tag)))
    const name = `${languageNamed(tag)} (${tag})`
    for (const [sheet, rows, others] of [
      ['survey', survey, other.survey],
      ['choices', choices, other.choices],
    ] as const)
      columns[sheet].push(...addColumns(rows, others, name))
  }
  return writeXlsx([
    { sheet: 'survey', data: cells(columns.survey, survey) },
    { sheet: 'choices', data: cells(columns.choices, choices) },
    { sheet: 'settings', data: cells(['form_title'], [{ form_title: title }]) },
  ]).toBuffer()
}

/** Adds what is marked in the rows of another language to rows, in columns of that language. @returns their names */
function addColumns(rows: Row[], others: Row[], language: string): string[] {
  const added = new Set<string>()
  for (const [at, row] of rows.entries())
    for (const column of ['label', 'hint', 'soundings']) {
      const cell = others[at]?.[column] ?? ''
      const text = column === 'soundings' ? otherCell(cell) : unmarked(cell)
      if (!text) continue
      const name = `${column}::${language}`
      row[name] = text
      added.add(name)
    }
  return [...added].sort()
}

/** The words in a cell of our own that are marked. */
function otherCell(cell: string): string {
  const extra = questionExtra(cell)
  const words = wordedExtras.map(name => [name, unmarked(extra[name] ?? '')] as const)
  return extraCell(Object.fromEntries(words))
}

function rowsOf(pages: Page[]): { survey: Row[]; choices: Row[] } {
  const questions = new Map(pages.flatMap(page => page.questions).map(question => [question.id, question]))
  const when = (condition: Condition | undefined) =>
    condition ? writeCondition(condition, xlsformConditions, questions) : ''
  const survey = pages.flatMap((page): Row[] => [
    {
      type: 'begin_group',
      name: page.id,
      label: words(page.title),
      relevant: when(page.when),
      appearance: 'field-list',
    },
    ...(page.intro
      ? [
          {
            type: 'note',
            name: `${page.id}_intro`,
            label: words(page.intro),
            soundings: extraCell({ type: 'intro' }),
          },
        ]
      : []),
    ...page.questions.flatMap(question => surveyRows(question, when(question.when))),
    { type: 'end_group' },
  ])
  const choices: Row[] = [...questions.values()].flatMap(question =>
    'options' in question
      ? question.options.map(({ value, label, own, exclusive, printed }) => ({
          list_name: question.id,
          name: value,
          label,
          soundings: extraCell({ own, exclusive, printed }),
        }))
      : [],
  )
  return { survey, choices }
}

function cells(columns: readonly string[], rows: Row[]) {
  return [
    columns.map(column => cell(column)),
    ...rows.map(row => columns.map(column => cell(row[column] ?? ''))),
  ]
}

function cell(text: string) {
  return { value: xlsxText(text), type: String }
}

function words(text: string): string {
  return plainPipes(text, id => `\${${id}}`)
}

function surveyRows(question: Question, relevant: string): Row[] {
  const { id, label, hint, required, about } = question
  const row: Row = {
    name: id,
    label: words(label),
    hint: hint ? words(hint) : '',
    required: required ? 'yes' : '',
    relevant,
  }
  const extra = (more: QuestionExtra = {}) => extraCell({ about, ...more })
  switch (question.type) {
    case 'shortText':
      return [{ ...row, type: 'text', soundings: extra() }]
    case 'longText':
      return [
        {
          ...row,
          type: 'text',
          appearance: 'multiline',
          soundings: extra({ wordLimit: question.wordLimit }),
        },
      ]
    case 'email':
      return [{ ...row, type: 'text', soundings: extra({ type: 'email' }) }]
    case 'number': {
      const { least, most, whole, unit } = question
      const constraint = limits(least, most)
      return [{ ...row, type: whole ? 'integer' : 'decimal', constraint, soundings: extra({ unit }) }]
    }
    case 'date': {
      const [from, to] = [question.earliest, question.latest].map(day => day && `date('${day}')`)
      return [{ ...row, type: 'date', constraint: limits(from, to), soundings: extra() }]
    }
    case 'one':
      return [{ ...row, type: `select_one ${id}`, soundings: extra() }]
    case 'dropdown':
      return [{ ...row, type: `select_one ${id}`, appearance: 'minimal', soundings: extra() }]
    case 'scale':
      return [{ ...row, type: `select_one ${id}`, appearance: 'likert', soundings: extra() }]
    case 'several':
      return [{ ...row, type: `select_multiple ${id}`, soundings: extra() }]
    case 'ranking':
      return [{ ...row, type: `rank ${id}`, soundings: extra({ places: question.places }) }]
    case 'rating': {
      const { most, low, high } = question
      return [
        { ...row, type: 'range', parameters: `start=1 end=${most} step=1`, soundings: extra({ low, high }) },
      ]
    }
    case 'matrix':
      return [
        { ...row, type: 'begin_group', required: '', appearance: 'table-list' },
        ...question.rows.map(each => ({
          type: `select_one ${id}`,
          name: `${id}_${each.id}`,
          label: each.label,
          required: required ? 'yes' : '',
        })),
        { type: 'end_group' },
      ]
    case 'file':
      return [{ ...row, type: 'file', soundings: extra() }]
    case 'statement':
      return [{ ...row, type: 'note', hint: '', label: [label, ...question.text].map(words).join('\n') }]
  }
}

function limits(least: number | string | undefined, most: number | string | undefined): string {
  return [least === undefined ? '' : `. >= ${least}`, most === undefined ? '' : `. <= ${most}`]
    .filter(Boolean)
    .join(' and ')
}
