import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'

/** Who serves a data folder: the process, and the socket that it listens on. */
export type Lock = { pid: number; socket: string }

/** The folder is served by another process. */
export class FolderInUse extends Error {
  readonly pid: number
  constructor(folder: string, pid: number) {
    super(
      `The data folder ${folder} is in use by process ${pid}. Stop that process first, or use another folder.`,
    )
    this.name = 'FolderInUse'
    this.pid = pid
  }
}

const fileIn = (folder: string) => path.join(folder, 'soundings.lock')

/**
 * Writes the lock file, whole or not at all. The socket must be listening already: a lock whose socket does not
 * answer is left over from a process that was killed, and is taken over. @throws FolderInUse
 */
export async function takeLock(folder: string, lock: Lock): Promise<void> {
  const own = `${fileIn(folder)}.${lock.pid}.${Date.now()}`
  writeFileSync(own, JSON.stringify(lock), { mode: 0o600 })
  try {
    for (;;) {
      if (placed(own, fileIn(folder))) return
      const holder = readLock(folder)
      if (holder && (await answers(holder.socket))) throw new FolderInUse(folder, holder.pid)
      discard(folder, holder)
    }
  } finally {
    rmSync(own, { force: true })
  }
}

function placed(own: string, file: string): boolean {
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Moves a stale lock away. If another process has replaced it since it was read, it is put back. */
function discard(folder: string, stale: Lock | undefined): void {
  const aside = `${fileIn(folder)}.stale.${process.pid}`
  try {
    renameSync(fileIn(folder), aside)
    if (stale && readFileSync(aside, 'utf8') !== JSON.stringify(stale)) placed(aside, fileIn(folder))
    rmSync(aside, { force: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

export function releaseLock(folder: string, lock: Lock): void {
  if (readLock(folder)?.socket === lock.socket) rmSync(fileIn(folder), { force: true })
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

function answers(socket: string): Promise<boolean> {
  return new Promise(resolve => {
    const probe = connect(socket)
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })
}
