import { type Options, stringify } from 'csv-stringify/sync'
import type { Consultation } from '../../consultations/store.ts'
import { unitedQuestions } from '../../consultations/versions.ts'
import { Invalid } from '../../errors.ts'
import { mostColumns, mostRows, workbook } from '../../files/workbook.ts'
import { countResponses } from '../../responses/countStore.ts'
import { attributeNames } from '../../responses/standingStore.ts'
import { type RawColumn, rawColumns } from './columns.ts'
import { rawLine } from './json.ts'
import { pseudonymsOf } from './pseudonyms.ts'
import { type RawResponse, rawResponses } from './read.ts'

type Asked = Pick<Consultation, '_id' | 'version'>
type Whose = { identified: boolean; pseudonymised?: boolean }
type Parts = AsyncIterable<string | Buffer>

export const rawFormats = ['csv', 'xlsx', 'jsonl'] as const
export type RawFormat = (typeof rawFormats)[number]

export function isRawFormat(name: string): name is RawFormat {
  return (rawFormats as readonly string[]).includes(name)
}

const options = { escape_formulas: true, record_delimiter: 'windows' } as const satisfies Options

/**
 * All responses of a consultation that stand, written while they are read.
 *
 * @throws Invalid where they are more than a spreadsheet holds
 */
export async function rawFile(format: RawFormat, consultation: Asked, whose: Whose): Promise<Parts> {
  const questions = await unitedQuestions(consultation)
  const batches = rawResponses(consultation._id, {
    identified: whose.identified,
    ...(whose.pseudonymised ? { pseudonymise: await pseudonymsOf(consultation._id) } : {}),
  })
  if (format === 'jsonl') return lines(batches, raw => rawLine(raw, questions, whose))
  const columns = rawColumns(questions, await attributeNames(consultation._id), whose)
  if (format === 'csv') return csv(columns, batches)
  await checkSize(consultation._id, columns)
  return workbook([
    {
      name: 'Responses',
      columns: columns.map(({ name, wide }) => ({ name, width: wide ? 60 : 16, wrapped: wide })),
      rows: cells(columns, batches),
    },
    {
      name: 'Columns',
      columns: codebookColumns.map((name, at) => ({ name, width: at === 0 ? 24 : 60, wrapped: true })),
      rows: [codebookRows(columns)],
    },
  ])
}

async function* lines(
  batches: AsyncIterable<RawResponse[]>,
  line: (raw: RawResponse) => string,
): AsyncGenerator<string> {
  for await (const batch of batches) yield batch.map(line).join('')
}

async function* cells(columns: RawColumn[], batches: AsyncIterable<RawResponse[]>) {
  for await (const batch of batches) yield batch.map(raw => columns.map(column => column.cell(raw)))
}

async function* csv(columns: RawColumn[], batches: AsyncIterable<RawResponse[]>): AsyncGenerator<string> {
  yield stringify([columns.map(({ name }) => name)], { ...options, bom: true })
  for await (const rows of cells(columns, batches)) yield stringify(rows, options)
}

async function checkSize(consultation: string, columns: RawColumn[]): Promise<void> {
  const responses = await countResponses(consultation)
  if (responses < mostRows && columns.length <= mostColumns) return
  throw new Invalid(
    `A spreadsheet holds at most ${(mostRows - 1).toLocaleString('en-GB')} responses and ${mostColumns.toLocaleString('en-GB')} columns; these are ${responses.toLocaleString('en-GB')} and ${columns.length.toLocaleString('en-GB')}. Take them as CSV or JSON Lines.`,
  )
}

const codebookColumns = ['column', 'question', 'holds', 'values', 'with names only']

function codebookRows(columns: RawColumn[]): string[][] {
  return columns.map(({ name, question, holds, values, named }) => [
    name,
    question,
    holds,
    values,
    named ? 'yes' : '',
  ])
}

/** What each column of the files holds, those with names among them. */
export async function codebookFile(consultation: Asked): Promise<string> {
  const [questions, attributes] = await Promise.all([
    unitedQuestions(consultation),
    attributeNames(consultation._id),
  ])
  const columns = rawColumns(questions, attributes, { identified: true })
  return stringify([codebookColumns, ...codebookRows(columns)], { ...options, bom: true })
}
