import { slowMs, timeWrite } from '../database/probe.ts'
import type { Log } from '../http/log.ts'

const everyMs = 30_000

/** Times a small write now and again, and tells administrators when saving becomes slow, and quick again. @returns what ends that */
export function watchDisk(log: Log): () => void {
  const look = diskLook(log)
  const watching = setInterval(look, everyMs)
  return () => clearInterval(watching)
}

/** A look at how long a write takes. It never throws. */
export function diskLook(log: Log): () => Promise<void> {
  let isSlow = false
  return async () => {
    const ms = await timeWrite(new Date())
    const slow = ms === undefined || ms > slowMs
    if (slow && !isSlow)
      log.warn(
        { ms: ms && Math.round(ms) },
        'saving takes long or fails: look at the disk of the database, and what else uses it',
      )
    if (!slow && isSlow) log.info({ ms: Math.round(ms) }, 'saving is quick again')
    isSlow = slow
  }
}
