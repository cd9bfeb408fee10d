import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { serve } from './connection.ts'
import { Engine } from './engine.ts'
import { FolderInUse, releaseLock, takeLock } from './lockFile.ts'
import { Readers } from './readers.ts'
import { Store } from './storage/store.ts'

/**
 * The server's thread. Tells its parent `{socket}` once it answers, or `{failure}`; ends on the message 'close', after
 * what was accepted has been written and answered.
 */
export type Started = { socket: string } | { failure: string; pid?: number }

/** Node cuts longer socket paths without a word. */
const longestPath = 100

/** MongoDB looks for expired documents once a minute. */
const sweepMs = 60_000

const { folder } = workerData as { folder: string }
const sockets = new Set<Socket>()
const server = createServer()

function socketFolder(): string {
  const base = Buffer.byteLength(tmpdir()) > longestPath - 40 ? '/tmp' : tmpdir()
  const made = mkdtempSync(path.join(base, 'soundings-'))
  chmodSync(made, 0o700)
  return made
}

async function start(): Promise<void> {
  const privateFolder = socketFolder()
  const socket = path.join(privateFolder, 'db.sock')
  let opened: (engine: Engine) => void = () => {}
  const engine = new Promise<Engine>(resolve => {
    opened = resolve
  })
  server.on('connection', connection => {
    sockets.add(connection)
    connection.on('close', () => sockets.delete(connection))
    engine.then(ready => serve(connection, ready))
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socket, resolve))
  const lock = { pid: process.pid, socket }
  try {
    await takeLock(folder, lock)
  } catch (error) {
    server.close()
    rmSync(privateFolder, { recursive: true, force: true })
    throw error
  }
  const store = new Store(folder)
  const readers = new Readers(folder)
  const running = new Engine(store, readers)
  const sweeps = setInterval(() => running.sweep(), sweepMs)
  opened(running)
  parentPort?.postMessage({ socket } satisfies Started)
  parentPort?.once('message', async () => {
    clearInterval(sweeps)
    server.close()
    running.flush()
    for (const connection of sockets) connection.end()
    await readers.close()
    store.close()
    releaseLock(folder, lock)
    rmSync(privateFolder, { recursive: true, force: true })
    for (const connection of sockets) connection.destroy()
    parentPort?.close()
  })
}

start().catch((error: unknown) => {
  const pid = error instanceof FolderInUse ? error.pid : undefined
  parentPort?.postMessage({
    failure: String(error instanceof Error ? error.message : error),
    pid,
  } satisfies Started)
  parentPort?.close()
})
