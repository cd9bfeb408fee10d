import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Node cuts longer socket paths without a word. */
const longestPath = 100

const prefix = 'soundings-'
const socketName = 'db.sock'

/** The path of a socket in a new folder that only this user may enter, below the system's temporary folder. */
export function newSocket(): string {
  const base = Buffer.byteLength(tmpdir()) > longestPath - 40 ? '/tmp' : tmpdir()
  const folder = mkdtempSync(path.join(base, prefix))
  chmodSync(folder, 0o700)
  return path.join(folder, socketName)
}

/** Removes a socket with the folder that was made for it, and nothing that has another name. */
export function removeSocketFolder(socket: string): void {
  const folder = path.dirname(socket)
  if (path.basename(socket) !== socketName || !path.basename(folder).startsWith(prefix)) return
  rmSync(folder, { recursive: true, force: true })
}
