import { readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { erasureFile, erasuresIn, type ListedErasure } from '../../backups/erasures.ts'
import type { Config } from '../../config.ts'
import { allErasures } from './erasureStore.ts'

/** Where a site keeps its list. */
export type Listing = Pick<Config, 'dataFolder' | 'mongodbUri' | 'backups'>

/**
 * Writes the list of erasures into the data folder of an embedded database, and beside the backups: there a restore finds
 * it. One that is written by other sites too keeps what those said.
 *
 * @param failed told of what could not be written; the erasure itself does not wait for a disk that is not there
 */
export async function keepErasureList(
  { dataFolder, mongodbUri, backups }: Listing,
  failed: (error: unknown) => void,
): Promise<void> {
  const known = await listOfErasures()
  const folders = [
    ...(mongodbUri || dataFolder === '' ? [] : [dataFolder]),
    ...(backups.folder ? [backups.folder] : []),
  ]
  for (const folder of folders) await writeList(path.join(folder, erasureFile), known).catch(failed)
}

/** All erasures of the database. */
export async function listOfErasures(): Promise<ListedErasure[]> {
  return (await allErasures()).map(({ _id, consultation, at }) => ({
    response: _id,
    consultation,
    at: at.toISOString(),
  }))
}

/** What the list of the data folder says; nothing where there is none, or the database is elsewhere. */
export async function readErasureList({ dataFolder, mongodbUri }: Listing) {
  if (mongodbUri) return []
  const text = await readFile(path.join(dataFolder, erasureFile), 'utf8').catch(() => '')
  return erasuresIn(text).map(({ response, consultation, at }) => ({
    _id: response,
    consultation,
    at: new Date(at),
  }))
}

/** Adds to a list what it does not say yet, in one step. */
export async function writeList(file: string, known: ListedErasure[]): Promise<void> {
  const before = erasuresIn(await readFile(file, 'utf8').catch(() => ''))
  const all = new Map([...before, ...known].map(each => [each.response, each]))
  const lines = Array.from(all.values(), each => `${JSON.stringify(each)}\n`)
  const next = `${file}.${process.pid}.part`
  await writeFile(next, lines.join(''), { mode: 0o600, flush: true })
  await rename(next, file)
}
