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
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const worker = startThread('serverThread', { folder })
  const ended = new Promise<void>(resolve => worker.once('exit', () => resolve()))
  const started = await new Promise<Started>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  if ('failure' in started) {
    await ended
    if (started.pid !== undefined) throw new FolderInUse(folder, started.pid)
    throw new Error(`The embedded database cannot start on ${folder}: ${started.failure}`)
  }
  return {
    uri: uriOf(started.socket),
    async close() {
      worker.postMessage('close')
      await ended
    },
  }
}
