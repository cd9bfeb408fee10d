import writeXlsx from 'write-excel-file/node'
import { xlsxText } from '../../../codebook/formats/xlsxText.ts'
import { columnNames, columns, type QuoteRow } from './rows.ts'

/** The most characters that a spreadsheet keeps in a cell. */
const longestCell = 32_767
const cutShort = ' […] [longer than a spreadsheet keeps: all of it is in the CSV and the JSON]'

/** Quotes as a spreadsheet. Every cell of words is stored as text, so that none is a formula, whatever it begins with. */
export function quotesXlsx(rows: QuoteRow[]): Promise<Buffer> {
  const head = columnNames.map(value => ({ value: String(value), type: String, fontWeight: 'bold' as const }))
  const cells = rows.map(row =>
    columnNames.map(name =>
      columns[name] === 'number'
        ? { value: Number(row[name]), type: Number }
        : {
            value: cellText(String(row[name])),
            type: String,
            wrap: name === 'words' || name === 'translation',
          },
    ),
  )
  return writeXlsx([head, ...cells], {
    sheet: 'Quotes',
    stickyRowsCount: 1,
    columns: columnNames.map(name => ({ width: name === 'words' ? 80 : 16 })),
  }).toBuffer()
}

function cellText(words: string): string {
  const text = xlsxText(words)
  if (text.length <= longestCell) return text
  return `${text.slice(0, longestCell - cutShort.length).toWellFormed()}${cutShort}`
}
