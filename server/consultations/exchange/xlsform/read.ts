import type { Problem } from '../../../../analysis/index.ts'
import type { Option, QuestionOf } from '../../questions.ts'
import { assemble } from '../assemble.ts'
import { xlsform } from '../expressions/dialects.ts'
import { type Imported, type RawPage, type RawQuestion, Unreadable } from '../imported.ts'
import { optionExtra, questionExtra } from './extra.ts'
import { questionOf, typeOf, withColumns } from './question.ts'
import { type SheetRow, type Sheets, sheetOf } from './sheets.ts'

/**
 * The questionnaire of an XLSForm: groups become pages, a group that is shown as a table of one list becomes a
 * matrix. @throws Unreadable where it has no sheet `survey`
 *
 * @param other a language of the file beside its own, whose words are marked
 */
export function readXlsform(sheets: Sheets, other?: string): Imported {
  const survey = sheets.get('survey')
  if (!survey?.[0]) throw new Unreadable('Has no sheet “survey”, so it is not an XLSForm.')
  const losses: Problem[] = []
  const settings = sheetOf('settings', sheets.get('settings') ?? [], '').rows[0]
  const language = settings?.cell('default_language').toLowerCase() ?? ''
  const sheet = sheetOf('survey', survey, language, other)
  if (!sheet.columns.includes('type') || !sheet.columns.includes('name'))
    throw new Unreadable('The first row of its sheet “survey” names no column “type” and “name”.')
  const choices = choicesOf(sheets, language, other)
  const title = settings?.cell('form_title') ?? ''
  const { pages, losses: more } = assemble(pagesOf(sheet.rows, choices, title, losses), xlsform)
  return { format: 'xlsform', title, pages, losses: [...losses, ...more], others: sheet.others }
}

function choicesOf(sheets: Sheets, language: string, other?: string): Map<string, Option[]> {
  const lists = new Map<string, Option[]>()
  for (const row of sheetOf('choices', sheets.get('choices') ?? [], language, other).rows) {
    const list = (row.cell('list_name') || row.cell('list')).toLowerCase()
    const value = row.cell('name') || row.cell('value')
    if (list === '' || value === '') continue
    const label = row.words('label').replace(/\s+/g, ' ') || value
    const options = lists.get(list) ?? []
    if (!options.some(option => option.value === value))
      options.push({ value, label, ...optionExtra(row.cell('soundings')) } as Option)
    lists.set(list, options)
  }
  return lists
}

/** A group that stands open; `table`, one whose rows may become a matrix. */
type Group = { row: SheetRow; when: string[]; table?: RawQuestion[] }

function pagesOf(
  rows: SheetRow[],
  choices: Map<string, Option[]>,
  title: string,
  losses: Problem[],
): RawPage[] {
  const pages: RawPage[] = []
  const open: Group[] = []
  let loose: RawPage | undefined
  const page = (place: string): RawPage => {
    const last = pages.at(-1)
    if (open.length > 0 && last) return last
    if (loose && last === loose) return loose
    loose = { place, name: '', title: title || 'Questions', when: [], questions: [] }
    pages.push(loose)
    return loose
  }
  for (const row of rows) {
    const type = typeOf(row.cell('type'))
    if (type.type === '') continue
    if (/^end[_ ]?(group|repeat)$/.test(type.type)) {
      const group = open.pop()
      if (group?.table) page(row.place).questions.push(...tableOf(group, group.table))
      continue
    }
    if (/^begin[_ ]?(group|repeat)$/.test(type.type)) {
      begin(row, type.type.includes('repeat'))
      continue
    }
    const table = open.at(-1)?.table
    const extra = questionExtra(row.cell('soundings'))
    if (extra.type === 'intro') {
      page(row.place).intro = row.words('label')
      continue
    }
    const question = questionOf(row, type, choices, losses)
    if (!question) continue
    const relevant = row.cell('relevant')
    const around = open.slice(1).flatMap(group => group.when)
    const inTable = open.length === 1 && table ? (open[0]?.when ?? []) : []
    const raw: RawQuestion = {
      place: row.place,
      question: withColumns(question, row, losses),
      when: [...around, ...inTable, ...(relevant ? [relevant] : [])],
    }
    if (table) table.push(raw)
    else page(row.place).questions.push(raw)
  }
  for (const group of open.splice(0)) {
    losses.push({
      place: group.row.place,
      message: 'This group is never closed; all that follows was taken to it.',
    })
    if (group.table) page(group.row.place).questions.push(...tableOf(group, group.table))
  }
  return pages

  function begin(row: SheetRow, isRepeat: boolean): void {
    if (isRepeat)
      losses.push({
        place: row.place,
        message: 'Nothing can be answered several times here: it is asked once.',
      })
    const relevant = row.cell('relevant')
    const when = relevant ? [relevant] : []
    const label = row.words('label') || row.cell('name')
    const isTable = row.cell('appearance').toLowerCase().includes('table-list')
    if (isTable) {
      // A table that stands alone is on the page of what stands beside it.
      if (open.length === 0) page(row.place)
      open.push({ row, when, table: [] })
      return
    }
    if (open.length === 0)
      pages.push({ place: row.place, name: row.cell('name'), title: label, when, questions: [] })
    else if (row.words('label'))
      page(row.place).questions.push({
        place: row.place,
        question: { id: row.cell('name'), type: 'statement', label, required: false, text: [] },
        when: [...open.slice(1).flatMap(group => group.when), ...when],
      })
    open.push({ row, when })
  }
}

/** The rows of a table as one matrix, where they are answered by the same options and asked together. */
function tableOf({ row }: Group, table: RawQuestion[]): RawQuestion[] {
  const [first] = table
  const isMatrix =
    first?.question.type === 'one' &&
    table.every(
      ({ question, when }) =>
        question.type === 'one' &&
        first.question.type === 'one' &&
        !question.hint &&
        JSON.stringify([question.options, question.required, when]) ===
          JSON.stringify([first.question.options, first.question.required, first.when]),
    )
  if (!isMatrix || first?.question.type !== 'one') return table
  const id = row.cell('name')
  const rowId = (name: string) => (name.startsWith(`${id}_`) ? name.slice(id.length + 1) : name)
  const hint = row.words('hint')
  const question: QuestionOf<'matrix'> = {
    id,
    type: 'matrix',
    label: row.words('label') || id,
    ...(hint ? { hint } : {}),
    required: first.question.required,
    rows: table.map(each => ({ id: rowId(each.question.id), label: each.question.label })),
    options: first.question.options,
  }
  const parts = table.map(each => [each.question.id, { row: rowId(each.question.id) }] as const)
  return [{ place: row.place, question, when: first.when, parts: Object.fromEntries(parts) }]
}
