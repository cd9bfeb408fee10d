import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Worker } from 'node:worker_threads'
import { FolderInUse } from './lockFile.ts'
import type { Repaired } from './repairThread.ts'
import type { Started } from './serverThread.ts'
import { startThread } from './thread.ts'

/** Who may also come by TCP, on the loopback address, for MongoDB's shell and tools; port 0 is one that is free. */
export type Loopback = { port: number; user: string; password: string }

export type EmbeddedServer = {
  uri: string
  /** Where it listens besides its socket, if it was told to. */
  port: number | undefined
  /** What was done about a damaged file, for people to read. */
  repaired: string | undefined
  close(): Promise<void>
}

/** The database that Soundings keeps all in. */
export const databaseName = 'soundings'

/** The address of the server that listens on a socket. */
export function uriOf(socket: string): string {
  return `mongodb://${encodeURIComponent(socket)}/${databaseName}?directConnection=true`
}

/**
 * Starts a server on a folder, in a thread of its own, and creates the folder where it is missing.
 * @throws FolderInUse, naming the process, where another serves the folder
 */
export async function startEmbedded(options: {
  folder: string
  loopback?: Loopback
}): Promise<EmbeddedServer> {
  const folder = path.resolve(options.folder)
  const cannot = (why: string) =>
    new Error(`The embedded database cannot start on ${folder}: ${why}. Use a folder that may be written.`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw cannot((error as Error).message)
  }
  let { worker, started } = await startServer(folder, options.loopback)
  let repaired: string | undefined
  if ('damage' in started) {
    repaired = await repairFolder(folder, started.damage, cannot)
    ;({ worker, started } = await startServer(folder, options.loopback))
  }
  if ('damage' in started) throw cannot(started.damage)
  if ('failure' in started) {
    if (started.inUse) throw new FolderInUse(folder, started.inUse.pid)
    throw cannot(started.failure)
  }
  const ended = endOf(worker)
  // From here on nobody waits for an error: one in the thread ends the process, rather than leave it without database.
  worker.removeAllListeners('error')
  return {
    uri: uriOf(started.socket),
    port: started.port,
    repaired,
    async close() {
      worker.postMessage('close')
      await ended
    },
  }
}

/** Starts the server's thread; where it cannot serve, its end is waited for. */
async function startServer(
  folder: string,
  loopback: Loopback | undefined,
): Promise<{ worker: Worker; started: Started }> {
  const worker = startThread('serverThread', { folder, loopback })
  const ended = endOf(worker)
  const started = await firstMessage<Started>(worker)
  if (!('socket' in started)) await ended
  return { worker, started }
}

async function repairFolder(folder: string, damage: string, cannot: (why: string) => Error): Promise<string> {
  const worker = startThread('repairThread', { folder, damage })
  const ended = endOf(worker)
  const answer = await firstMessage<Repaired>(worker)
  await ended
  if ('failure' in answer) throw cannot(answer.failure)
  return answer.repaired
}

function firstMessage<T>(worker: Worker): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

function endOf(worker: Worker): Promise<void> {
  return new Promise<void>(resolve => worker.once('exit', () => resolve()))
}
