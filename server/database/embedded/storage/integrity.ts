import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import Libsql from 'libsql'
import { decode } from '../values/decode.ts'
import { buildIndex } from './buildIndex.ts'
import { insertRecord } from './records.ts'
import { blob, isDamage, type Row } from './sql.ts'
import { fileName, Store } from './store.ts'

/** Up to this size a file is read whole at every start; a larger one where the last server did not stop in order. */
const alwaysCheckedBytes = 64 * 1024 * 1024

/** Whether a folder's file is to be looked at for damage before it is served. */
export function needsCheck(folder: string): boolean {
  const file = path.join(folder, fileName)
  const sizeOf = (name: string) => (existsSync(name) ? statSync(name).size : 0)
  // A server that stopped in order has left no log of its writes.
  const wasKilled = sizeOf(`${file}-wal`) > 0
  return sizeOf(file) > 0 && (wasKilled || sizeOf(file) <= alwaysCheckedBytes)
}

/** Opens a folder's data, or tells what SQLite finds wrong with its file. */
export function openWhole(folder: string): { store: Store } | { damage: string } {
  const checks = needsCheck(folder)
  let store: Store | undefined
  try {
    store = new Store(folder)
    const damage = checks ? store.damage() : undefined
    if (damage === undefined) return { store }
    store.close()
    return { damage }
  } catch (error) {
    store?.close()
    if (isDamage(error)) return { damage: (error as Error).message }
    throw error
  }
}

/**
 * Mends a folder whose file is damaged. Where every document can still be read, the file is written anew from them with
 * all its indexes, and the damaged one is kept beside it. It runs in a thread of its own: a connection is closed for
 * good only when its thread ends, and would remove the new file's log.
 * @returns what was done, for people to read
 * @throws an Error that says what to do, where a document cannot be read; then nothing is changed
 */
export function repair(folder: string, damage: string): string {
  const file = path.join(folder, fileName)
  const rebuilt = path.join(folder, 'soundings.rebuilt')
  const kept = path.join(folder, `soundings.damaged-${Date.now()}.sqlite`)
  const documents = rebuild(file, rebuilt, damage)
  renameSync(file, kept)
  for (const companion of ['-wal', '-shm']) rmSync(`${file}${companion}`, { force: true })
  renameSync(path.join(rebuilt, fileName), file)
  rmSync(rebuilt, { recursive: true })
  return (
    `the database's file was damaged (${damage}). All ${documents} documents could be read, and were written anew ` +
    `with their indexes; the damaged file is kept as ${kept}`
  )
}

/** Copies every document into a new file in a folder of its own; gives how many. */
function rebuild(file: string, folder: string, damage: string): number {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { mode: 0o700 })
  let documents = 0
  let damaged: Libsql.Database | undefined
  let store: Store | undefined
  try {
    damaged = new Libsql(file)
    store = new Store(folder)
    const rows = (source: string) => damaged?.prepare(source).all([]) as Row[]
    for (const row of rows('SELECT * FROM collections')) {
      documents += copyCollection(store, row, rows)
      store.commit()
    }
    store.sql.once('PRAGMA wal_checkpoint(TRUNCATE)')
    return documents
  } catch (error) {
    throw new Error(
      `its file ${file} is damaged (${damage}), and after ${documents} documents one cannot be read ` +
        `(${(error as Error).message}). It was left as it is. Put a copy of the folder in its place that was made before`,
    )
  } finally {
    damaged?.close()
    store?.close()
  }
}

function copyCollection(store: Store, row: Row, rows: (source: string) => Row[]): number {
  const { id, database, name, options } = row
  return store.write(() => {
    const settings = options === null || options === undefined ? new Map() : decode(blob(options))
    const collection = store.catalog.create(String(database), String(name), settings)
    let copied = 0
    let last = -1
    for (;;) {
      const chunk = rows(`SELECT id, doc FROM d${id} WHERE id > ${last} ORDER BY id LIMIT 100`)
      for (const { doc } of chunk) {
        const bytes = blob(doc)
        insertRecord(store, collection, decode(bytes), bytes)
      }
      copied += chunk.length
      if (chunk.length < 100) break
      last = Number(chunk.at(-1)?.id)
    }
    for (const { spec } of rows(`SELECT spec FROM indexes WHERE collection = ${id} ORDER BY id`)) {
      const wanted = decode(blob(spec))
      if (wanted.get('name') !== '_id_') buildIndex(store, collection, wanted)
    }
    return copied
  })
}
