import { mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Where Linux keeps files in memory, and how much of it must be free: more than all databases of a run take. */
const memory = '/dev/shm'
const enoughBytes = 4 * 1024 ** 3

/**
 * A folder for a database that ends with its test: in memory where there is plenty, else below the system’s temporary
 * folder. On a disk every write waits until it is on it, which is most of what a small test takes.
 */
export function makeFolder(prefix: string): string {
  return mkdtempSync(path.join(hasRoom() ? memory : tmpdir(), prefix))
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize > enoughBytes
  } catch {
    return false
  }
}
