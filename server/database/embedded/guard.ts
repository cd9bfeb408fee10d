import { closeSync, openSync } from 'node:fs'
import path from 'node:path'
import Libsql from 'libsql'

/** Holds a folder for this process until it is released, or the process ends, however it ends. */
export type Guard = { release(): void }

/**
 * Takes the folder, or gives undefined where another server has it: an empty SQLite file is locked for good, and the
 * operating system unlocks it when the process is gone. So of two servers that start in the same moment one wins.
 */
export function holdFolder(folder: string): Guard | undefined {
  const file = path.join(folder, 'soundings.guard')
  closeSync(openSync(file, 'a', 0o600))
  const database = new Libsql(file)
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if ((error as { code?: unknown }).code === 'SQLITE_BUSY') return undefined
    throw error
  }
  return {
    release() {
      database.exec('ROLLBACK')
      database.close()
    },
  }
}
