import { buffer } from 'node:stream/consumers'
import { type Cell, workbook } from '../../../files/workbook.ts'
import { type BankRow, bankColumnNames, type Column, columnNames, columns, type QuoteRow } from './rows.ts'

/** Quotes as a spreadsheet. Every cell of words is stored as text, so that none is a formula, whatever it begins with. */
export function quotesXlsx(rows: QuoteRow[]): Promise<Buffer> {
  return buffer(quoteBook([rows], columnNames))
}

/** Rows of a quote bank, a batch at a time, as the same. */
export function bankXlsx(batches: AsyncIterable<BankRow[]>): AsyncGenerator<Buffer> {
  return quoteBook(batches, bankColumnNames)
}

type Batches = Iterable<Partial<QuoteRow>[]> | AsyncIterable<Partial<QuoteRow>[]>

const wrapped: ReadonlySet<Column> = new Set(['words', 'translation', 'edits'])

function quoteBook(batches: Batches, names: Column[]): AsyncGenerator<Buffer> {
  const columns = names.map(name => ({
    name,
    width: name === 'words' ? 80 : 16,
    wrapped: wrapped.has(name),
  }))
  return workbook([{ name: 'Quotes', columns, rows: cellsOf(batches, names) }])
}

async function* cellsOf(batches: Batches, names: Column[]): AsyncGenerator<Cell[][]> {
  for await (const rows of batches) yield rows.map(row => names.map(name => cellOf(row, name)))
}

function cellOf(row: Partial<QuoteRow>, name: Column): Cell {
  return columns[name] === 'number' ? Number(row[name]) : String(row[name])
}
