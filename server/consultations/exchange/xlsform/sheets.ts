import { inOther } from '../otherLanguages.ts'

/** A row of a sheet: where it stands, and its cells by the names of their columns, trimmed. */
export type SheetRow = {
  place: string
  cell(name: string): string
  words(name: string): string
  /** The cell of a column in the other language that is asked for; empty where none is. */
  other(name: string): string
}
export type Sheet = { rows: SheetRow[]; columns: string[]; others: string[] }

/** The sheets of a form by name, in small letters. */
export type Sheets = Map<string, string[][]>

/** A form as CSV has the names of its sheets in the first column, and the sheet's own cells behind it. */
export function sheetsOfCsv(rows: string[][]): Sheets {
  const sheets: Sheets = new Map()
  let sheet: string[][] | undefined
  for (const [name = '', ...cells] of rows) {
    if (name.trim() !== '') {
      sheet = []
      sheets.set(name.trim().toLowerCase(), sheet)
    }
    if (cells.some(cell => cell.trim() !== '')) sheet?.push(cells)
  }
  return sheets
}

/**
 * A sheet whose first row names its columns. Where words are in several languages, as `label::Welsh (cy)`, those of
 * `language` are taken, and the others listed.
 *
 * @param other one of the others, whose words are taken where there are any, and marked
 */
export function sheetOf(name: string, rows: string[][], language: string, other?: string): Sheet {
  const [head = [], ...body] = rows
  const columns = head.map(columnName)
  const places = new Map<string, number>()
  for (const [at, column] of columns.entries())
    if (column !== '' && !places.has(column)) places.set(column, at)
  const translated = columns.filter(column => /^(label|hint|guidance_hint|constraint_message)::/.test(column))
  const languages = [...new Set(translated.map(languageOf))]
  const chosen = chooseLanguage(languages, columns, language)
  return {
    columns,
    others: languages.filter(each => each !== chosen),
    rows: body.flatMap((cells, n): SheetRow[] => {
      if (cells.every(cell => cell.trim() === '')) return []
      const cell = (column: string) => {
        const at = places.get(column)
        return at === undefined ? '' : (cells[at] ?? '').trim()
      }
      const inLanguage = (column: string) => (other === undefined ? '' : cell(`${column}::${other}`))
      const words = (column: string) =>
        inOther(inLanguage(column)) || (chosen && cell(`${column}::${chosen}`)) || cell(column)
      return [{ place: `${name}, row ${n + 2}`, cell, words, other: inLanguage }]
    }),
  }
}

/** `bind::relevant`, `list name` and `Label : English` are `relevant`, `list_name` and `label::english`. */
function columnName(given: string): string {
  const plain = given
    .trim()
    .toLowerCase()
    .replace(/\s*::?\s*/g, '::')
  const own = plain.replace(/^(?:bind|control|body)::(?:jr::)?/, '')
  const [column = '', ...rest] = own.split('::')
  return [column.trim().replace(/[\s-]+/g, '_'), ...rest].join('::')
}

function languageOf(column: string): string {
  return column.split('::').at(-1) ?? ''
}

function chooseLanguage(languages: string[], columns: string[], wanted: string): string {
  const isWanted = (each: string) => wanted !== '' && (each === wanted || each.startsWith(`${wanted} (`))
  const asked = languages.find(isWanted)
  if (asked) return asked
  if (columns.includes('label')) return ''
  return languages.find(each => /^en\b|english/.test(each)) ?? languages[0] ?? ''
}
