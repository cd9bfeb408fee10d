import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Problem } from '../../../analysis/index.ts'
import { largestDocument } from '../../files/extract/problems.ts'
import { extractProblem } from '../../files/extract/problemWords.ts'
import { readTable } from '../../files/readTable.ts'
import { gather } from '../../files/table/bytes.ts'
import { BadZip, eachFile, type ZipProblem } from '../../files/zip.ts'
import { keepFile, openFile, removeFile } from '../fileStore.ts'
import { at, type SaidInRow, saidIn } from '../rows.ts'
import { type BroughtDocument, type ColumnUse, columnUses } from '../store.ts'

/** How many documents one import takes, and how many bytes a ZIP file of them may have. */
export const mostDocuments = 500
export const largestZip = 100 * 1024 * 1024

/** A file that arrived, kept in the database already. */
export type Arrived = { file: string; name: string; size: number }

/** What was brought: the documents, each once, and what was left out with why. */
export type Collected = { documents: BroughtDocument[]; problems: Problem[] }

const zipProblems: Record<ZipProblem, string> = {
  corrupt: 'is damaged and cannot be opened. Pack it again.',
  encrypted: 'is protected by a password. Pack it without one.',
  bomb: 'unpacks to more than 200 MB. Bring its files in several parts.',
}

/** Unpacks what is packed and leaves every other file as it is. What is not kept is removed. */
export async function collect(arrived: Arrived[]): Promise<Collected> {
  const collected: Collected = { documents: [], problems: [] }
  for (const { file, name, size } of arrived) {
    if (/\.zip$/i.test(name)) {
      await unpack({ file, name, size }, collected)
      await removeFile(file)
    } else if (size > largestDocument) {
      refuse(collected, name, extractProblem(name, 'tooLarge').message)
      await removeFile(file)
    } else await take(collected, { name, file })
  }
  return collected
}

async function unpack({ file, name, size }: Arrived, collected: Collected): Promise<void> {
  const bytes = size > largestZip ? undefined : await gather(openFile(file), largestZip)
  if (!bytes)
    return refuse(collected, name, 'Is a ZIP file of more than 100 MB. Bring its files in several parts.')
  try {
    await eachFile(bytes, largestDocument, async zipped => {
      if (!zipped.content) refuse(collected, zipped.name, extractProblem(zipped.name, 'tooLarge').message)
      else if (collected.documents.length >= mostDocuments)
        await take(collected, { name: zipped.name, file: '' })
      else
        await take(collected, {
          name: zipped.name,
          file: await keepFile(zipped.name, Readable.from([zipped.content])),
        })
    })
  } catch (error) {
    if (!(error instanceof BadZip)) throw error
    refuse(collected, name, `“${name}” ${zipProblems[error.problem]}`)
  }
}

async function take(collected: Collected, document: BroughtDocument): Promise<void> {
  if (collected.documents.length < mostDocuments) collected.documents.push(document)
  else {
    refuse(collected, document.name, `Is one more than ${mostDocuments}. Bring it with another import.`)
    if (document.file) await removeFile(document.file)
  }
}

function refuse({ problems }: Collected, place: string, message: string): void {
  problems.push({ place, message })
}

const headings: ReadonlyMap<string, ColumnUse | 'file'> = new Map<string, ColumnUse | 'file'>([
  ...columnUses.filter(use => use !== 'text' && use !== 'attribute').map(use => [use, use] as const),
  ['file', 'file'],
  ['file name', 'file'],
  ['filename', 'file'],
  ['document', 'file'],
  ['consent', 'choice'],
  ['quoted', 'choice'],
  ['received', 'came'],
  ['date', 'came'],
])

/**
 * Reads a table that says of each document who it is from and what it permits, by the document’s file name, and puts
 * what it says beside the documents; what is wrong is told with its line.
 */
export async function readWho(
  table: Arrived,
  documents: BroughtDocument[],
  record: Parameters<typeof saidIn>[0],
): Promise<Problem[]> {
  const read = await readTable({ name: table.name, content: openFile(table.file) })
  const uses = new Map(read.columns.map(name => [name, headings.get(name.trim().toLowerCase()) ?? 'ignore']))
  const named = [...uses].find(([, use]) => use === 'file')?.[0]
  if (named === undefined)
    return [{ place: table.name, message: 'Has no column “file” with the names of the documents.' }]
  const columns = read.columns.flatMap(name => {
    const use = uses.get(name)
    return use === undefined || use === 'file' ? [] : [{ name, use, samples: [] }]
  })
  const problems: Problem[] = []
  for await (const row of read.rows) {
    const file = (row.cells.get(named) ?? '').trim()
    const found = documents.filter(({ name }) => isNamed(name, file))
    const said = saidIn({ ...record, columns }, row, [])
    if ('problems' in said) problems.push(...said.problems)
    else if (found.length !== 1)
      problems.push(
        at(
          row,
          found.length === 0 ? `No document is called “${file}”.` : `Several documents are called “${file}”.`,
        ),
      )
    else for (const document of found) document.said = said
  }
  return [...problems, ...read.problems]
}

/** Whether a document is meant by a name: with its folders, or without. */
function isNamed(document: string, name: string): boolean {
  const same = document.toLowerCase() === name.toLowerCase()
  return same || document.split('/').at(-1)?.toLowerCase() === name.toLowerCase()
}

/** What a table says of a document that is not in it. */
export const nothingSaid: SaidInRow = {
  ...{ answers: {}, values: {}, attributes: {}, behalf: '' },
  identity: { name: '', organisation: '', email: '' },
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
