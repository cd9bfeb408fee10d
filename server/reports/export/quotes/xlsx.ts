import { buffer } from 'node:stream/consumers'
import { xlsxText } from '../../../files/xlsxText.ts'
import { type Packed, zipped } from '../../../files/zipped.ts'
import { type BankRow, bankColumnNames, type Column, columnNames, columns, type QuoteRow } from './rows.ts'

/** The most characters that a spreadsheet keeps in a cell. */
const longestCell = 32_767
const cutShort = ' […] [longer than a spreadsheet keeps: all of it is in the CSV and the JSON]'

/** Quotes as a spreadsheet. Every cell of words is stored as text, so that none is a formula, whatever it begins with. */
export function quotesXlsx(rows: QuoteRow[]): Promise<Buffer> {
  return buffer(workbook([rows], columnNames))
}

/** Rows of a quote bank, a batch at a time, as the same. */
export function bankXlsx(batches: AsyncIterable<BankRow[]>): AsyncGenerator<Buffer> {
  return workbook(batches, bankColumnNames)
}

type Batches = Iterable<Partial<QuoteRow>[]> | AsyncIterable<Partial<QuoteRow>[]>

function workbook(batches: Batches, names: Column[]): AsyncGenerator<Buffer> {
  return zipped([...frame(), { name: 'xl/worksheets/sheet1.xml', content: sheet(batches, names) }])
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const kinds = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Cells in a plain style, in bold, and with their lines broken; as they are numbered in `styles.xml`. */
const styles = { plain: 0, head: 1, wrapped: 2 }

function frame(): Packed[] {
  const files = {
    '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${kinds}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${kinds}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kinds}.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Quotes" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`,
  }
  return Object.entries(files).map(([name, content]) => ({ name, content: [xml + content] }))
}

async function* sheet(batches: Batches, names: Column[]): AsyncGenerator<string> {
  const widths = names.map(
    (name, i) => `<col min="${i + 1}" max="${i + 1}" width="${name === 'words' ? 80 : 16}" customWidth="1"/>`,
  )
  const head = rowOf(
    1,
    names.map(name => wordsCell(name, styles.head)),
  )
  yield `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>${head}`
  let number = 1
  for await (const rows of batches)
    yield rows
      .map(row =>
        rowOf(
          ++number,
          names.map(name => cell(row, name)),
        ),
      )
      .join('')
  yield '</sheetData></worksheet>'
}

/** What a cell has behind its address. */
type Cell = string

/** There are fewer columns than letters. */
function rowOf(number: number, cells: Cell[]): string {
  const addressed = cells.map((cell, i) => `<c r="${String.fromCharCode(65 + i)}${number}"${cell}</c>`)
  return `<row r="${number}">${addressed.join('')}</row>`
}

const wrapped: ReadonlySet<Column> = new Set(['words', 'translation', 'edits'])

function cell(row: Partial<QuoteRow>, name: Column): Cell {
  if (columns[name] === 'number') return `><v>${Number(row[name])}</v>`
  return wordsCell(String(row[name]), wrapped.has(name) ? styles.wrapped : styles.plain)
}

function wordsCell(words: string, style: number): Cell {
  const escaped = shortened(xlsxText(words)).replace(/[&<>\r]/g, letter => `&#${letter.charCodeAt(0)};`)
  return ` t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped}</t></is>`
}

function shortened(text: string): string {
  if (text.length <= longestCell) return text
  return `${text.slice(0, longestCell - cutShort.length).toWellFormed()}${cutShort}`
}
