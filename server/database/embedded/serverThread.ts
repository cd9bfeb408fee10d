import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { serve } from './connection.ts'
import { Engine } from './engine.ts'
import { Gate } from './gate.ts'
import { FolderInUse, takeLock } from './lockFile.ts'
import { Readers } from './readers.ts'
import { credentialsOf } from './scram.ts'
import { newSocket, removeSocketFolder } from './socketFolder.ts'
import type { Loopback } from './start.ts'
import { openWhole } from './storage/integrity.ts'

/**
 * The server's thread. Tells its parent `{socket}` once it answers, or `{failure}`, or the `{damage}` of a file that
 * has to be repaired before it is served; ends on the message 'close', after
 * what was accepted has been written and answered.
 */
export type Started =
  | { socket: string; port: number | undefined }
  | { damage: string }
  | { failure: string; inUse?: { pid: number | undefined } }

/** MongoDB looks for expired documents once a minute. */
const sweepMs = 60_000

/** What the last replies may take to leave. */
const lastWordsMs = 500

const { folder, loopback } = workerData as { folder: string; loopback: Loopback | undefined }
const sockets = new Set<Socket>()
const server = createServer()
const tcp = loopback && createServer()

async function start(): Promise<void> {
  const socket = newSocket()
  let opened: (engine: Engine) => void = () => {}
  const engine = new Promise<Engine>(resolve => {
    opened = resolve
  })
  const accept = (connection: Socket, gate?: Gate) => {
    sockets.add(connection)
    connection.on('close', () => sockets.delete(connection))
    engine.then(ready => serve(connection, ready, gate))
  }
  server.on('connection', connection => accept(connection))
  let release: (() => void) | undefined
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socket, resolve))
    release = await takeLock(folder, { pid: process.pid, socket })
    const opening = openWhole(folder)
    if ('damage' in opening) {
      parentPort?.postMessage({ damage: opening.damage } satisfies Started)
      return
    }
    const { store } = opening
    const running = new Engine(store, new Readers(folder))
    opened(running)
    const port = loopback && tcp ? await listenOn(tcp, loopback, accept) : undefined
    parentPort?.postMessage({ socket, port } satisfies Started)
    await serveUntilClosed(running)
    store.close()
  } finally {
    server.close()
    tcp?.close()
    removeSocketFolder(socket)
    release?.()
    for (const connection of sockets) connection.destroy()
  }
}

/** Listens on the loopback address alone; gives the port, which the system chooses where 0 was asked for. */
async function listenOn(
  tcp: Server,
  { port, user, password }: Loopback,
  accept: (connection: Socket, gate: Gate) => void,
): Promise<number> {
  const credentials = credentialsOf(user, password)
  tcp.on('connection', connection => accept(connection, new Gate(credentials)))
  await new Promise<void>((resolve, reject) => tcp.once('error', reject).listen(port, '127.0.0.1', resolve))
  return (tcp.address() as AddressInfo).port
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
