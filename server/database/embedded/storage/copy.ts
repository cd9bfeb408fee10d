import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import Libsql from 'libsql'
import { fileName } from './store.ts'

/**
 * Copies a folder's database as it was last committed into another folder, which a server can be started on. The folder
 * may be served meanwhile, by this process or another, and its writes go on. It takes as long as writing the file:
 * call it from a process or thread that nothing waits for.
 * @throws where there is nothing to copy, or a database there already
 */
export function copyOnline(folder: string, into: string): void {
  if (existsSync(path.join(into, fileName)))
    throw new Error(`There is a database in ${into} already. Give an empty folder.`)
  mkdirSync(into, { recursive: true, mode: 0o700 })
  copyToFile(folder, path.join(into, fileName))
}

/**
 * The same into one file, which as `soundings.sqlite` is the database of a folder. The copy is looked through, and has its
 * name only when it is whole.
 * @throws where there is nothing to copy, the file is there already, or what was copied is damaged
 */
export function copyToFile(folder: string, file: string): void {
  const from = path.join(folder, fileName)
  if (!existsSync(from)) throw new Error(`There is no database in ${folder}.`)
  if (existsSync(file)) throw new Error(`${file} is there already. Name a file that is not.`)
  const unfinished = `${file}.unfinished`
  rmSync(unfinished, { force: true })
  try {
    onFile(from, database => database.prepare('VACUUM INTO ?').run([unfinished]))
    chmodSync(unfinished, 0o600)
    const [damage] = damagesOf(unfinished, 1)
    if (damage !== undefined) throw new Error(`The database in ${folder} is damaged: ${damage}`)
    renameSync(unfinished, file)
  } finally {
    rmSync(unfinished, { force: true })
  }
}

/** What SQLite finds wrong with a file, which may be served meanwhile; at most `most` of it. */
export function damagesOf(file: string, most: number): string[] {
  const rows = onFile(
    file,
    database => database.prepare(`PRAGMA integrity_check(${most})`).all([]) as { integrity_check: unknown }[],
  )
  const found = rows.map(row => String(row.integrity_check).replace(/\s+/g, ' '))
  return found[0] === 'ok' ? [] : found
}

function onFile<T>(file: string, run: (database: Libsql.Database) => T): T {
  const database = new Libsql(file)
  try {
    database.exec('PRAGMA busy_timeout = 10000')
    return run(database)
  } finally {
    database.close()
  }
}
