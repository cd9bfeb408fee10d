import { createHash } from 'node:crypto'
import type { Account } from '../accounts/store.ts'
import { freeSlug } from '../consultations/running/slug.ts'
import type { Consultation } from '../consultations/store.ts'
import { questionnaireOf } from '../consultations/store.ts'
import { newId } from '../database/ids.ts'
import { guessColumns } from '../files/columns.ts'
import { type Row, readTable } from '../files/readTable.ts'
import { dropPreviews } from './dropPreviews.ts'
import { openFile, removeFile } from './fileStore.ts'
import { type AskedColumn, askedBy, askedColumns } from './questionColumns.ts'
import { addImport, type ColumnUse, columnUses, type Import, type QuestionUse } from './store.ts'

const sampleRows = 50

/** Reads the head of an uploaded table and proposes what each column is; a table without columns is refused with why. */
export async function preview(
  upload: { file: string; name: string; title: string; into?: Consultation },
  account: Account,
): Promise<{ ok: true; id: string } | { ok: false; problems: string[] }> {
  const table = await readTable({ name: upload.name, content: openFile(upload.file) })
  const rows: Row[] = []
  for await (const row of table.rows) {
    rows.push(row)
    if (rows.length === sampleRows) break
  }
  if (table.columns.length === 0 || rows.length === 0) {
    await removeFile(upload.file)
    const problems = table.problems.map(problem => problem.message)
    return { ok: false, problems: problems.length > 0 ? problems : ['Has no rows below its first line.'] }
  }
  const guess = guessColumns(table.columns, rows)
  const { into } = upload
  const asked = into && askedColumns((await questionnaireOf(into._id, into.version)).pages)
  const record: Import = {
    _id: newId(),
    consultation: into?._id ?? (await freeSlug(upload.title)),
    ...(into ? { into: into.version } : {}),
    title: into?.title ?? upload.title,
    hash: await hashOf(upload.file),
    name: upload.name,
    file: upload.file,
    encoding: table.encoding,
    columns: table.columns.map(name => ({
      name,
      use: asked ? useInto(name, asked) : useOf(name, guess),
      samples: samplesOf(name, rows),
    })),
    choice: into ? 'none' : 'unnamed',
    basis: '',
    state: 'preview',
    counts: { taken: 0, empty: 0, faulty: 0 },
    problems: [],
    problemCount: 0,
    account: account._id,
    at: new Date(),
  }
  await dropPreviews(record.at)
  await addImport(record)
  return { ok: true, id: record._id }
}

function useOf(name: string, guess: { id?: string; text: string[]; by: string[] }): ColumnUse {
  if (guess.text.includes(name)) return 'text'
  if (guess.id === name) return 'id'
  const known = (
    [
      ...(['role', 'sector', 'nation', 'organisation', 'language', 'capacity', 'people'] as const),
      ...(['behalf', 'source', 'came', 'choice', 'basis'] as const),
    ] as const
  ).find(use => name.trim().toLowerCase() === use)
  if (known) return known
  return guess.by.includes(name) ? 'attribute' : 'ignore'
}

/** What a column of an import into a consultation is: the question that heads it, or what is said beside answers. */
function useInto(name: string, asked: AskedColumn[]): ColumnUse | QuestionUse {
  const question = askedBy(name, asked)
  return question?.use ?? saidBy(name) ?? 'ignore'
}

const otherHeadings: ReadonlyMap<string, ColumnUse> = new Map([
  ['consent', 'choice'],
  ['quoted', 'choice'],
  ['date', 'came'],
  ['received', 'came'],
  ['date received', 'came'],
])

function saidBy(name: string): ColumnUse | undefined {
  const heading = name.trim().toLowerCase()
  const known = columnUses.find(
    use => use === heading && use !== 'text' && use !== 'attribute' && use !== 'ignore',
  )
  return known ?? otherHeadings.get(heading)
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of openFile(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

function samplesOf(name: string, rows: Row[]): string[] {
  return rows
    .map(row => row.cells.get(name)?.trim() ?? '')
    .filter(cell => cell !== '')
    .slice(0, 3)
    .map(cell => (cell.length > 160 ? `${cell.slice(0, 160).toWellFormed()}…` : cell))
}
