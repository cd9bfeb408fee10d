import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { FolderInUse } from './lockFile.ts'
import type { Started } from './serverThread.ts'
import { startThread } from './thread.ts'

export type EmbeddedServer = { uri: string; close(): Promise<void> }

/** The address of the server that listens on a socket. */
export function uriOf(socket: string): string {
  return `mongodb://${encodeURIComponent(socket)}/soundings?directConnection=true`
}

/**
 * Starts a server on a folder, in a thread of its own, and creates the folder where it is missing.
 * @throws FolderInUse, naming the process, where another serves the folder
 */
export async function startEmbedded(options: { folder: string }): Promise<EmbeddedServer> {
  const folder = path.resolve(options.folder)
  const cannot = (why: string) =>
    new Error(`The embedded database cannot start on ${folder}: ${why}. Use a folder that may be written.`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw cannot((error as Error).message)
  }
  const worker = startThread('serverThread', { folder })
  const ended = new Promise<void>(resolve => worker.once('exit', () => resolve()))
  const started = await new Promise<Started>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  if ('failure' in started) {
    await ended
    if (started.inUse) throw new FolderInUse(folder, started.inUse.pid)
    throw cannot(started.failure)
  }
  // From here on nobody waits for an error: one in the thread ends the process, rather than leave it without database.
  worker.removeAllListeners('error')
  return {
    uri: uriOf(started.socket),
    async close() {
      worker.postMessage('close')
      await ended
    },
  }
}
