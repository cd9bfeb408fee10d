import { chmodSync, existsSync, mkdirSync } from 'node:fs'
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
  const [from, to] = [path.join(folder, fileName), path.join(into, fileName)]
  if (!existsSync(from)) throw new Error(`There is no database in ${folder}.`)
  if (existsSync(to)) throw new Error(`There is a database in ${into} already. Give an empty folder.`)
  mkdirSync(into, { recursive: true, mode: 0o700 })
  const database = new Libsql(from)
  try {
    database.exec('PRAGMA busy_timeout = 10000')
    database.prepare('VACUUM INTO ?').run([to])
    chmodSync(to, 0o600)
  } finally {
    database.close()
  }
}
