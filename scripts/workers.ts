import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import type { Config } from '../server/config.ts'
import type { Running } from '../server/main.ts'

/** A process that ended is started again after so many milliseconds, twice as many each time it ends young… */
const firstRestMs = 500
const longestRestMs = 30_000
/** …that is, before this age. */
const youngMs = 10_000
/** How long processes may take to finish what they accepted. */
const lastRequestsMs = 40_000

/**
 * Has several processes answer requests on one port, by the same command as this one, and starts each again that ends.
 *
 * @param keeper this process’s part: it has the database and does the background work
 * @returns all of them as one: stopping lets the others finish first
 * @throws Error where one of them cannot start; it has said why
 */
export async function startWorkers(config: Config, keeper: Running, workers: number): Promise<Running> {
  // The processes take connections themselves: one handed to a process that is killed at that moment would be lost.
  cluster.schedulingPolicy = cluster.SCHED_NONE
  const { log } = keeper.services
  const { given, file } = config.encryption
  const env = {
    ...{ MONGODB_URI: keeper.databaseUri, SESSION_SECRET: config.sessionSecret, DEMO: 'off' },
    ...(given ? {} : { ENCRYPTION_KEY_FILE: file }),
  }
  const resting = new Set<NodeJS.Timeout>()
  let endedYoung = 0
  let isStopping = false

  function fork(): Worker {
    const began = performance.now()
    const worker = cluster.fork(env)
    worker.once('exit', (code, signal) => {
      if (isStopping) return
      endedYoung = performance.now() - began < youngMs ? endedYoung + 1 : 0
      const rest = Math.min(firstRestMs * 2 ** endedYoung, longestRestMs)
      log.error(
        { code, signal, restMs: rest },
        'a process that answers requests has ended, and is started again',
      )
      const timer = setTimeout(() => {
        resting.delete(timer)
        fork()
      }, rest)
      resting.add(timer)
    })
    return worker
  }

  async function stop(): Promise<void> {
    isStopping = true
    for (const timer of resting) clearTimeout(timer)
    await Promise.all(Object.values(cluster.workers ?? {}).flatMap(worker => (worker ? end(worker) : [])))
    await keeper.stop()
  }

  try {
    const ports = await Promise.all(Array.from({ length: workers }, () => listening(fork())))
    return { ...keeper, url: config.baseUrl.replace(/:0$/, `:${ports[0]}`), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The port on which a process listens, once it does. */
function listening(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once('listening', ({ port }) => resolve(port))
    worker.once('exit', () => reject(new Error('A process that answers requests could not start.')))
  })
}

async function end({ process: worker }: Worker): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return
  const ended = once(worker, 'exit')
  worker.kill('SIGTERM')
  const tooLong = setTimeout(() => worker.kill('SIGKILL'), lastRequestsMs)
  await ended
  clearTimeout(tooLong)
}
