import { type Options, stringify } from 'csv-stringify/sync'
import { hotCodings } from '../../coding/codingQueryStore.ts'
import type { Consultation } from '../../consultations/store.ts'
import { Invalid } from '../../errors.ts'
import { type Cell, mostColumns, mostRows, workbook } from '../../files/workbook.ts'
import {
  type Column,
  passageColumns,
  passagesOf,
  stepsOf,
  themeColumns,
  themesOf,
  trailColumns,
} from './columns.ts'
import { type CodedResponse, codedResponses, namesOf } from './read.ts'

type Parts = AsyncIterable<string | Buffer>

export const codingFormats = ['csv', 'xlsx', 'jsonl'] as const
export type CodingFormat = (typeof codingFormats)[number]

/** The files of what was coded: codings that stand, respondents by themes, and all that was ever done. */
export const codingFiles = ['codings', 'themes', 'trail'] as const
export type CodingFile = (typeof codingFiles)[number]

const options = { escape_formulas: true, record_delimiter: 'windows' } as const satisfies Options

/**
 * A file of what was coded on the responses that stand, written while they are read.
 *
 * @throws Invalid where it is more than a spreadsheet holds
 */
export async function codingFile(
  file: CodingFile,
  format: CodingFormat,
  consultation: Consultation,
): Promise<Parts> {
  const names = await namesOf(consultation)
  const read = codedResponses(consultation._id)
  switch (file) {
    case 'codings':
      return written(format, file, passageColumns(names), read, passagesOf, () =>
        hotCodings.current(consultation._id, {}).countDocuments().exec(),
      )
    case 'themes':
      return written(format, file, themeColumns(names), read, response => [themesOf(response)])
    case 'trail':
      return written(format, file, trailColumns(names), read, stepsOf, () => countSteps(consultation._id))
  }
}

async function written<Row>(
  format: CodingFormat,
  name: string,
  columns: Column<Row>[],
  read: AsyncIterable<CodedResponse[]>,
  rowsOf: (response: CodedResponse) => Row[],
  count = async () => 0,
): Promise<Parts> {
  if (format === 'csv') return csv(columns, batches(read, rowsOf))
  if (format === 'jsonl') return lines(columns, batches(read, rowsOf))
  const rows = await count()
  if (rows >= mostRows || columns.length > mostColumns)
    throw new Invalid(
      `A spreadsheet holds at most ${(mostRows - 1).toLocaleString('en-GB')} rows and ${mostColumns.toLocaleString('en-GB')} columns. Take the file as CSV or JSON Lines.`,
    )
  const sheet = columns.map(({ name, wide }) => ({ name, width: wide ? 50 : 16, wrapped: wide }))
  return workbook([{ name, columns: sheet, rows: cells(columns, batches(read, rowsOf)) }])
}

async function* batches<Row>(
  read: AsyncIterable<CodedResponse[]>,
  rowsOf: (response: CodedResponse) => Row[],
): AsyncGenerator<Row[]> {
  for await (const batch of read) yield batch.flatMap(rowsOf)
}

async function* cells<Row>(columns: Column<Row>[], rows: AsyncIterable<Row[]>): AsyncGenerator<Cell[][]> {
  for await (const batch of rows) yield batch.map(row => columns.map(({ cell }) => cell(row)))
}

async function* csv<Row>(columns: Column<Row>[], rows: AsyncIterable<Row[]>): AsyncGenerator<string> {
  const heading = columns.map(({ name }) => name)
  yield stringify([heading], { ...options, bom: true })
  for await (const batch of cells(columns, rows)) if (batch.length > 0) yield stringify(batch, options)
}

async function* lines<Row>(columns: Column<Row>[], rows: AsyncIterable<Row[]>): AsyncGenerator<string> {
  for await (const batch of rows)
    yield batch
      .map(
        row => `${JSON.stringify(Object.fromEntries(columns.map(({ name, cell }) => [name, cell(row)])))}\n`,
      )
      .join('')
}

/** How many things were ever done to codings. */
async function countSteps(consultation: string): Promise<number> {
  let steps = 0
  for await (const { history } of hotCodings.withHistory(consultation).lean().cursor({ batchSize: 1000 }))
    steps += history.length
  return steps
}
