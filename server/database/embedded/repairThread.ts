import { parentPort, workerData } from 'node:worker_threads'
import { holdFolder } from './guard.ts'
import { repair } from './storage/integrity.ts'

/** Repairs a folder's file and tells its parent `{repaired}`, or `{failure}`. */
export type Repaired = { repaired: string } | { failure: string }

const { folder, damage } = workerData as { folder: string; damage: string }

function answer(): Repaired {
  const guard = holdFolder(folder)
  if (!guard) return { failure: 'another process has taken it meanwhile' }
  try {
    return { repaired: repair(folder, damage) }
  } catch (error) {
    return { failure: (error as Error).message }
  } finally {
    guard.release()
  }
}

parentPort?.postMessage(answer())
