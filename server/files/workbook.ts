import { xlsxText } from './xlsxText.ts'
import { type Packed, zipped } from './zipped.ts'

/** Words, a number, or nothing. */
export type Cell = string | number | null

/** A sheet whose rows come a batch at a time; a wrapped column breaks the lines of its cells. Widths are in characters. */
export type Sheet = {
  name: string
  columns: { name: string; width: number; wrapped?: boolean }[]
  rows: Iterable<Cell[][]> | AsyncIterable<Cell[][]>
}

/** What a sheet holds at most, its first row among them. */
export const mostRows = 1_048_576
export const mostColumns = 16_384

/** The most characters that a spreadsheet keeps in a cell. */
const longestCell = 32_767
const cutShort = ' […] [longer than a spreadsheet keeps: all of it is in the CSV and the JSON]'

/**
 * A spreadsheet, made while its rows are read. Every cell of words is stored as text, so that none is a formula,
 * whatever it begins with.
 */
export function workbook(sheets: Sheet[]): AsyncGenerator<Buffer> {
  const contents = sheets.map((sheet, i) => ({ name: sheetFile(i), content: contentOf(sheet) }))
  return zipped([...frame(sheets), ...contents])
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const kinds = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Cells in a plain style, in bold, and with their lines broken; as they are numbered in `styles.xml`. */
const styles = { plain: 0, head: 1, wrapped: 2 }

function sheetFile(index: number): string {
  return `xl/worksheets/sheet${index + 1}.xml`
}

function frame(sheets: Sheet[]): Packed[] {
  const each = (part: (index: number, name: string) => string) =>
    sheets.map(({ name }, index) => part(index + 1, escaped(name))).join('')
  const files = {
    '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${kinds}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${kinds}.styles+xml"/>${each(n => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${kinds}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${each((n, name) => `<sheet name="${name}" sheetId="${n}" r:id="r${n}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships">${each(n => `<Relationship Id="r${n}" Type="${relations}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="styles" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`,
  }
  return Object.entries(files).map(([name, content]) => ({ name, content: [xml + content] }))
}

async function* contentOf({ columns, rows }: Sheet): AsyncGenerator<string> {
  const letters = columns.map((_, i) => lettersOf(i))
  const widths = columns.map(
    ({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  )
  const rowOf = (number: number, cells: string[]) => `<row r="${number}">${cells.join('')}</row>`
  const head = columns.map(({ name }, i) => wordsCell(`${letters[i]}1`, name, styles.head))
  yield `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>${rowOf(1, head)}`
  const wrapped = columns.map(column => (column.wrapped ? styles.wrapped : styles.plain))
  let number = 1
  for await (const batch of rows) {
    const written = batch.map(row => {
      number++
      return rowOf(
        number,
        row.map((cell, i) => cellOf(`${letters[i]}${number}`, cell, wrapped[i] ?? styles.plain)),
      )
    })
    yield written.join('')
  }
  yield '</sheetData></worksheet>'
}

/** A column's letters: A to Z, then AA. */
function lettersOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : `${lettersOf(Math.floor(index / 26) - 1)}${last}`
}

function cellOf(address: string, cell: Cell, style: number): string {
  if (cell === null || cell === '') return ''
  return typeof cell === 'number' ? `<c r="${address}"><v>${cell}</v></c>` : wordsCell(address, cell, style)
}

function wordsCell(address: string, words: string, style: number): string {
  const text = escaped(shortened(xlsxText(words)))
  return `<c r="${address}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${text}</t></is></c>`
}

function escaped(words: string): string {
  return words.replace(/[&<>"\r]/g, letter => `&#${letter.charCodeAt(0)};`)
}

function shortened(text: string): string {
  if (text.length <= longestCell) return text
  return `${text.slice(0, longestCell - cutShort.length).toWellFormed()}${cutShort}`
}
