import { createServer, type Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { serve } from './connection.ts'
import { Engine } from './engine.ts'
import { FolderInUse, takeLock } from './lockFile.ts'
import { Readers } from './readers.ts'
import { newSocket, removeSocketFolder } from './socketFolder.ts'
import { Store } from './storage/store.ts'

/**
 * The server's thread. Tells its parent `{socket}` once it answers, or `{failure}`; ends on the message 'close', after
 * what was accepted has been written and answered.
 */
export type Started = { socket: string } | { failure: string; inUse?: { pid: number | undefined } }

/** MongoDB looks for expired documents once a minute. */
const sweepMs = 60_000

/** What the last replies may take to leave. */
const lastWordsMs = 500

const { folder } = workerData as { folder: string }
const sockets = new Set<Socket>()
const server = createServer()

async function start(): Promise<void> {
  const socket = newSocket()
  let opened: (engine: Engine) => void = () => {}
  const engine = new Promise<Engine>(resolve => {
    opened = resolve
  })
  server.on('connection', connection => {
    sockets.add(connection)
    connection.on('close', () => sockets.delete(connection))
    engine.then(ready => serve(connection, ready))
  })
  let release: (() => void) | undefined
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socket, resolve))
    release = await takeLock(folder, { pid: process.pid, socket })
    const store = new Store(folder)
    const running = new Engine(store, new Readers(folder))
    opened(running)
    parentPort?.postMessage({ socket } satisfies Started)
    await serveUntilClosed(running)
    store.close()
  } finally {
    server.close()
    removeSocketFolder(socket)
    release?.()
    for (const connection of sockets) connection.destroy()
  }
}

async function serveUntilClosed(engine: Engine): Promise<void> {
  const sweeps = setInterval(() => engine.sweep(), sweepMs)
  await new Promise(resolve => parentPort?.once('message', resolve))
  clearInterval(sweeps)
  await engine.close()
  const ended = [...sockets].map(connection => new Promise<void>(resolve => connection.end(resolve)))
  await Promise.race([Promise.all(ended), new Promise(resolve => setTimeout(resolve, lastWordsMs))])
}

start()
  .catch((error: unknown) => {
    parentPort?.postMessage({
      failure: String(error instanceof Error ? error.message : error),
      ...(error instanceof FolderInUse && { inUse: { pid: error.pid } }),
    } satisfies Started)
  })
  .finally(() => parentPort?.close())
