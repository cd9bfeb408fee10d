import type { Problem } from '../../analysis/index.ts'
import type { Page } from '../consultations/questions.ts'
import { addConsultation, findConsultation, questionnaireOf } from '../consultations/store.ts'
import { readTable } from '../files/readTable.ts'
import type { Progress, Runner } from '../jobs/runner.ts'
import { askFor } from '../jobs/store.ts'
import { type Incoming, receiveResponses } from '../responses/receive.ts'
import { openFile, removeFile } from './fileStore.ts'
import { askedColumns } from './questionColumns.ts'
import { type Into, readRowInto } from './readInto.ts'
import { questionId, readRow } from './rows.ts'
import { changeImport, findImport, type Import } from './store.ts'
import { registerUndo } from './undo.ts'

const batchSize = 200
const problemsKept = 200

/** Imports run in the background; one that was killed is run again, and adds nothing twice. */
export function registerImport(runner: Runner): void {
  runner.registerJob('import', async (id, progress) => {
    const record = await findImport(id)
    if (record?.state === 'importing') await runImport(record, progress)
  })
  registerUndo(runner)
}

export async function askForImport(id: string): Promise<void> {
  await askFor('import', id)
}

async function runImport(record: Import, progress: Progress): Promise<void> {
  const into = await intoOf(record)
  if (!into) await makeConsultation(record)
  const table = await readTable({ name: record.name, content: openFile(record.file) })
  const counts = { taken: 0, empty: 0, faulty: 0 }
  const found = new ProblemList()
  const ids = new Map<string, number>()
  let batch: Incoming[] = []
  for await (const row of table.rows) {
    const read = into ? await readRowInto(record, row, into) : readRow(record, row)
    if ('problems' in read) {
      counts.faulty++
      for (const problem of read.problems) found.add(problem)
    } else if ('empty' in read) counts.empty++
    else {
      counts.taken++
      batch.push(read.response)
      for (const problem of read.noticed ?? []) found.add(problem)
      const id = read.response.attributes.id
      const first = id && ids.get(id)
      if (first)
        found.add({
          place: `line ${row.line}`,
          message: `Has the same id as line ${first} (${id}). Both were kept.`,
        })
      else if (id) ids.set(id, row.line)
    }
    if (batch.length === batchSize) {
      await receiveResponses(batch)
      batch = []
      await progress(counts.taken + counts.empty + counts.faulty, 0)
    }
  }
  await receiveResponses(batch)
  for (const problem of table.problems) found.add(problem)
  await changeImport(record._id, { state: 'done', counts, problems: found.first, problemCount: found.count })
  await removeFile(record.file)
}

/** What the rows answer; undefined where the import makes a consultation of its own. */
export async function intoOf({
  consultation,
  into,
}: Pick<Import, 'consultation' | 'into'>): Promise<Into | undefined> {
  const found = into === undefined ? null : await findConsultation(consultation)
  if (!found || into === undefined) return undefined
  const { pages } = await questionnaireOf(consultation, into)
  return { consultation: found, pages, columns: askedColumns(pages) }
}

/** The first problems, and how many there are. */
export class ProblemList {
  readonly first: Problem[] = []
  count = 0
  add(problem: Problem): void {
    this.count++
    if (this.first.length < problemsKept) this.first.push(problem)
  }
}

/** A consultation that holds what was gathered elsewhere: one question for each column of text. */
async function makeConsultation(record: Import): Promise<void> {
  if (await findConsultation(record.consultation)) return
  const page: Page = {
    id: 'answers',
    title: 'Answers',
    questions: record.columns
      .filter(column => column.use === 'text')
      .map((column, index) => ({
        id: questionId(index + 1),
        type: 'longText',
        label: column.name,
        required: false,
      })),
  }
  await addConsultation(
    {
      _id: record.consultation,
      title: record.title,
      asker: `Imported from ${record.name}`,
      why: [],
      howUsed: record.basis === '' ? [] : [record.basis],
      contact: '',
      kind: 'imported',
      opensAt: record.at,
      closesAt: record.at,
      createdAt: record.at,
    },
    [page],
  )
}
