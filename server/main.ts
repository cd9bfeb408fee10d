import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from './app.ts'
import { registerWork } from './background.ts'
import { watchSchedule } from './backups/schedule.ts'
import type { Config } from './config.ts'
import { databaseClient } from './database/client.ts'
import { connectDatabase } from './database/connect.ts'
import { migrate } from './database/migrations.ts'
import { createLog } from './http/log.ts'
import { Traffic } from './http/traffic.ts'
import { Runner } from './jobs/runner.ts'
import { releaseAll } from './jobs/store.ts'
import { Turn } from './jobs/turn.ts'
import { freeTurns } from './jobs/turnStore.ts'
import { watchClock } from './jobs/watchClock.ts'
import { takeUpAll } from './mail/mailStore.ts'
import { Post } from './mail/post.ts'
import { watchDisk } from './operations/watchDisk.ts'
import { takeUpErasures } from './privacy/erasing/ask.ts'
import { askForRetention } from './privacy/retention/job.ts'
import { currentKey } from './responses/receipts/keys.ts'
import { askForSweep } from './responses/sweep.ts'
import type { Services } from './services.ts'

const aDay = 24 * 60 * 60 * 1000

export type Running = {
  url: string
  /** Where other processes of the site find its database. */
  databaseUri: string
  services: Services
  stop(): Promise<void>
}

/** Which part of a site a process is, where several share the work; each is all of it by default. */
export type Part = { pages?: boolean; background?: boolean }

/** Connects the database, starts the background work and listens. What was begun is ended when a part cannot start. */
export async function start(
  config: Config,
  { pages = true, background = true }: Part = {},
): Promise<Running> {
  const log = createLog(config.logLevel)
  const { mongodbUri, dataFolder, encryption } = config
  const database = await connectDatabase({ mongodbUri, dataFolder, encryption, own: true })
  const traffic = new Traffic()
  const turn = mongodbUri || !pages ? new Turn(log, background) : undefined
  const runner = new Runner(log, () => traffic.isHeavy(), turn)
  const post = new Post(config)
  const services: Services = { config, log, runner, post, client: databaseClient() }
  try {
    await migrate()
    await currentKey(config.sessionSecret)
    // The folder of an embedded database has one server: what is marked as running was killed with the last.
    if (database.embedded) await Promise.all([releaseAll(), freeTurns(), takeUpAll(new Date())])
    await takeUpErasures(config, error => log.error({ err: error }, 'the list of erasures was not kept'))
    registerWork(services)
    const server = pages ? await listen(services, traffic) : undefined
    const endSchedules = background ? await beginSchedules(services) : () => {}
    runner.start()
    const { port } = (server?.address() as AddressInfo | undefined) ?? config
    return {
      url: config.baseUrl.replace(/:0$/, `:${port}`),
      databaseUri: database.uri,
      services,
      async stop() {
        endSchedules()
        // A long job stops behind its next step, and is taken up at the next start.
        await Promise.all([server && closed(server), runner.stop()])
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** What counts, times and logs a request waits for its end, and so does what streams a file into it: no leak. */
const mostListeners = 20

async function listen(services: Services, traffic: Traffic): Promise<Server> {
  const { port, host } = services.config
  const server = createApp(services).listen(port, host)
  traffic.watch(server)
  server.on('request', (_req, res) => res.setMaxListeners(mostListeners))
  await once(server, 'listening')
  return server
}

/** What is asked for by the clock. @returns what ends it */
async function beginSchedules(services: Services): Promise<() => void> {
  const endClock = await watchClock(services.log)
  await Promise.all([askForSweep(), askForRetention()])
  const sweeping = setInterval(() => sweepAgain(services), aDay)
  const endBackups = watchSchedule(services)
  const endDisk = watchDisk(services.log)
  return () => {
    endClock()
    clearInterval(sweeping)
    endBackups()
    endDisk()
  }
}

function sweepAgain({ runner, log }: Services): void {
  Promise.all([askForSweep(), askForRetention()]).then(
    () => runner.wake(),
    error => log.error({ err: error }, 'asking for the sweep failed'),
  )
}

/** How long a request under way, such as an upload over a slow line, may take to finish. */
const lastRequestsMs = 30_000

/** Takes no more requests, lets those under way finish, and ends each connection when it has nothing under way. */
function closed(server: Server): Promise<void> {
  return new Promise(resolve => {
    const ending = setInterval(() => server.closeIdleConnections(), 100)
    const cutting = setTimeout(() => server.closeAllConnections(), lastRequestsMs)
    server.close(() => {
      clearInterval(ending)
      clearTimeout(cutting)
      resolve()
    })
  })
}
