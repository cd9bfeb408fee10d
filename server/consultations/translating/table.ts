import { stringify } from 'csv-stringify/sync'
import writeXlsx from 'write-excel-file/node'
import type { Problem } from '../../../analysis/index.ts'
import { readTable } from '../../files/readTable.ts'
import { xlsxText } from '../../files/xlsxText.ts'
import { languageNamed, languagesOf } from '../languages/languages.ts'
import { gapsIn } from '../languages/translations.ts'
import { type Entered, short } from './entered.ts'
import { type Translating, translationsOf } from './parts.ts'

/** Bytes of a file of translations, and how many of its faults are told. */
export const largestTranslations = 5 * 1024 * 1024
export const mostFaults = 50

/** What a spreadsheet would take for a formula; in CSV an apostrophe stands before it, which is read back as none. */
const formula = /^[=+\-@\t\r]/

/** Every text with its translation, as rows for a translator: id, what is written, the translation, a note. */
export function translationRows(translating: Translating, tag: string): string[][] {
  const [first] = languagesOf(translating.consultation)
  const rows = translating.parts.flatMap(part => {
    const translations = translationsOf(translating, part, tag)
    const gaps = new Map(gapsIn(part.texts, translations).map(gap => [gap.key, gap]))
    const known = new Map(translations.map(({ key, text }) => [key, text]))
    return part.texts.map(({ key, text, what }) => {
      const gap = gaps.get(key)
      const note = gap?.why === 'outdated' ? `${what}. Out of date: it was “${gap.translation.of}”` : what
      return [key, text, known.get(key) ?? '', note]
    })
  })
  return [['id', languageNamed(first), languageNamed(tag), 'note'], ...rows]
}

export function translationsCsv(translating: Translating, tag: string): string {
  return stringify(translationRows(translating, tag), {
    escape_formulas: true,
    bom: true,
    record_delimiter: 'windows',
  })
}

export function translationsXlsx(translating: Translating, tag: string): Promise<Buffer> {
  const data = translationRows(translating, tag).map(row =>
    row.map(text => ({ value: xlsxText(text), type: String, wrap: true })),
  )
  const columns = [{ width: 30 }, { width: 60 }, { width: 60 }, { width: 30 }]
  return writeXlsx([{ sheet: languageNamed(tag), data, columns }]).toBuffer()
}

/** What a translator sent back: what can be taken, and what is wrong with which line. */
export async function readTranslations(
  file: { name: string; content: Buffer },
  translating: Translating,
  tag: string,
): Promise<{ entered: Entered[]; faults: Problem[] }> {
  const table = await readTable(file)
  const [id, written, translation] = columnsIn(table.columns, translating, tag)
  if (table.columns.length > 0 && (id === undefined || translation === undefined)) {
    const names = `“id” and “${languageNamed(tag)}”`
    return {
      entered: [],
      faults: [{ place: file.name, message: `Its first line must name the columns ${names}.` }],
    }
  }
  const texts = new Map(translating.parts.flatMap(part => part.texts.map(text => [text.key, text] as const)))
  const lines = new Map<string, number>()
  const entered: Entered[] = []
  const faults: Problem[] = []
  for await (const { line, cells } of table.rows) {
    const [key, of, text] = [id, written, translation].map(name => wordsOf(cells.get(name ?? '') ?? ''))
    const place = `line ${line}`
    if (!text?.trim()) continue
    const source = texts.get(key ?? '')
    const first = lines.get(key ?? '')
    if (!source)
      faults.push({ place, message: key ? `Nothing has the id “${short(key)}” any more.` : 'Has no id.' })
    else if (first !== undefined)
      faults.push({ place, message: `Has the same id as line ${first}, which was taken.` })
    else {
      lines.set(source.key, line)
      // It is a translation of what the file says was written: that may have been changed since.
      const was = of?.replace(/\r\n?/g, '\n').trim()
      const isOld = was !== undefined && was !== '' && was !== source.text.trim()
      entered.push({ place, key: source.key, text, isRight: false, ...(isOld ? { of: was } : {}) })
    }
  }
  return { entered, faults: [...table.problems, ...faults] }
}

/** The columns of the id, of what is written and of the translation, found by their names in any order. */
function columnsIn(columns: string[], { consultation }: Translating, tag: string): (string | undefined)[] {
  const [first] = languagesOf(consultation)
  const named = (...names: string[]) =>
    columns.find(column => names.some(name => column.trim().toLowerCase() === name.toLowerCase()))
  return [
    named('id', 'key'),
    named(languageNamed(first), first),
    named(languageNamed(tag), tag, 'translation'),
  ]
}

function wordsOf(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell
}
