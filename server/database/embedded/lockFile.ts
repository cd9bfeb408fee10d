import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Guard, holdFolder } from './guard.ts'
import { removeSocketFolder } from './socketFolder.ts'

/** Who serves a data folder: the process, and the socket that it listens on. */
export type Lock = { pid: number; socket: string }

/** The folder is served by another process. `pid` is undefined where that process has not said yet who it is. */
export class FolderInUse extends Error {
  readonly pid: number | undefined
  constructor(folder: string, pid: number | undefined) {
    super(
      `The data folder ${folder} is in use by ${pid === undefined ? 'another process' : `process ${pid}`}. ` +
        'Stop that process first, or use another folder.',
    )
    this.name = 'FolderInUse'
    this.pid = pid
  }
}

/** How long a server that has just taken the folder may need to say who it is. */
const announceMs = 5000

const fileIn = (folder: string) => path.join(folder, 'soundings.lock')

/**
 * Takes the folder for this process, and writes the lock file that tells others where to connect. The socket must be
 * listening already. A lock file whose socket does not answer is left over from a process that was killed; its socket's
 * folder is removed. @returns what releases the folder. @throws FolderInUse
 */
export async function takeLock(folder: string, lock: Lock): Promise<() => void> {
  const guard = holdFolder(folder)
  if (!guard) throw new FolderInUse(folder, (await announced(folder))?.pid)
  try {
    await replaceLeftOver(folder)
    // Renamed into place, so that no one reads half of it.
    const own = `${fileIn(folder)}.${lock.pid}`
    writeFileSync(own, JSON.stringify(lock), { mode: 0o600 })
    renameSync(own, fileIn(folder))
  } catch (error) {
    guard.release()
    throw error
  }
  return () => release(folder, guard)
}

async function replaceLeftOver(folder: string): Promise<void> {
  const left = readLock(folder)
  if (!left) return
  if (await answers(left.socket)) throw new FolderInUse(folder, left.pid)
  removeSocketFolder(left.socket)
}

function release(folder: string, guard: Guard): void {
  rmSync(fileIn(folder), { force: true })
  guard.release()
}

async function announced(folder: string): Promise<Lock | undefined> {
  const end = performance.now() + announceMs
  for (;;) {
    const lock = await runningServer(folder)
    if (lock || performance.now() > end) return lock
    await wait(20)
  }
}

/** The server that serves the folder now, or undefined where none answers. */
export async function runningServer(folder: string): Promise<Lock | undefined> {
  const lock = readLock(folder)
  return lock && (await answers(lock.socket)) ? lock : undefined
}

function readLock(folder: string): Lock | undefined {
  try {
    const lock: unknown = JSON.parse(readFileSync(fileIn(folder), 'utf8'))
    const { pid, socket } = lock as Partial<Lock>
    return typeof pid === 'number' && typeof socket === 'string' ? { pid, socket } : undefined
  } catch {
    // Not there, or not ours: no server speaks through it.
    return undefined
  }
}

/** What connecting to the socket of a process that is gone says. A server too busy to answer says something else. */
const nobody = ['ENOENT', 'ENOTDIR', 'ECONNREFUSED', 'ENOTSOCK']

function answers(socket: string): Promise<boolean> {
  return new Promise(resolve => {
    const probe = connect(socket)
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(!nobody.includes(error.code ?? '')))
  })
}
