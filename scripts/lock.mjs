/** One at a time: a lock that several commands started together wait for. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

const pollMs = 200

/** Runs `work` while holding the lock `file`; a lock whose holder has died is taken over. */
export async function withLock(file, work) {
  let told = false
  while (!take(file)) {
    const holder = holderOf(file)
    if (holder !== undefined && !isRunning(holder)) {
      rmSync(file, { force: true })
      continue
    }
    if (!told) console.error(`Waiting for process ${holder ?? '(starting)'}, which is doing the same…`)
    told = true
    await wait(pollMs)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** Undefined when the lock has just been given back, or its holder has not yet written its number. */
function holderOf(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined
  } catch {
    return undefined
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
