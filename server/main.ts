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
import { takeUpAll } from './mail/mailStore.ts'
import { Post } from './mail/post.ts'
import { currentKey } from './responses/receipts/keys.ts'
import { askForSweep } from './responses/sweep.ts'
import type { Services } from './services.ts'

const aDay = 24 * 60 * 60 * 1000

export type Running = { url: string; services: Services; stop(): Promise<void> }

/** Connects the database, starts the background work and listens. What was begun is ended when a part cannot start. */
export async function start(config: Config): Promise<Running> {
  const log = createLog(config.logLevel)
  const { mongodbUri, dataFolder } = config
  const database = await connectDatabase({ mongodbUri, dataFolder, own: true })
  const traffic = new Traffic()
  const runner = new Runner(log, () => traffic.isHeavy())
  const post = new Post(config)
  const services: Services = { config, log, runner, post, client: databaseClient() }
  try {
    await migrate()
    await currentKey(config.sessionSecret)
    // The folder of an embedded database has one server: what is marked as running was killed with the last.
    if (database.embedded) await Promise.all([releaseAll(), takeUpAll(new Date())])
    registerWork(services)
    await askForSweep()
    const server = createApp(services).listen(config.port, config.host)
    traffic.watch(server)
    await once(server, 'listening')
    runner.start()
    const sweeping = setInterval(() => sweepAgain(services), aDay)
    const endBackups = watchSchedule(services)
    const { port } = server.address() as AddressInfo
    return {
      url: config.baseUrl.replace(/:0$/, `:${port}`),
      services,
      async stop() {
        clearInterval(sweeping)
        endBackups()
        await closed(server)
        await runner.stop()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

function sweepAgain({ runner, log }: Services): void {
  askForSweep().then(
    () => runner.wake(),
    error => log.error({ err: error }, 'asking for the sweep failed'),
  )
}

/** Lets requests under way finish, and ends idle connections. */
function closed(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 10_000).unref()
  })
}
