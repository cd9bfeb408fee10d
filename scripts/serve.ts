import cluster from 'node:cluster'
import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import { newInvitation } from '../server/accounts/invitationStore.ts'
import { countAccounts } from '../server/accounts/store.ts'
import { BadSettings, type Config, readConfig } from '../server/config.ts'
import { FolderInUse } from '../server/database/embedded/lockFile.ts'
import { KeysUnusable } from '../server/database/sealing/keyFile.ts'
import { type Running, start } from '../server/main.ts'
import { demoLinks, loadDemo } from './demo/load.ts'
import { startWorkers } from './workers.ts'

/**
 * Starts the web application, prints where to go, and stops it cleanly on Ctrl-C.
 *
 * @param workers how many processes answer requests; with more than one this process keeps the embedded database, does
 *   the background work and sees to the others
 * @returns the exit code: 0 after a clean stop, 2 when it could not start.
 */
export async function serve(workers = 1): Promise<number> {
  if (existsSync('.env')) loadEnvFile('.env')
  let running: Running | undefined
  try {
    const config = readConfig()
    if (cluster.isWorker) running = await start(config, { background: false })
    else {
      running = await start(config, { pages: workers === 1 })
      if (workers > 1) running = await startWorkers(config, running, workers)
      await welcome(config, running)
    }
  } catch (error) {
    console.error(whyNot(error))
    await running?.stop()
    return 2
  }
  await stopAsked()
  // The port is closed when it is said.
  const stopped = running.stop()
  if (cluster.isPrimary) console.log('Stopping: what was begun is finished first.')
  await stopped
  return 0
}

async function welcome(config: Config, { url, services }: Running): Promise<void> {
  const demo = config.demo ? await loadDemo() : undefined
  services.runner.wake()
  console.log(`\nSoundings is listening on ${url}\n`)
  if (demo) console.log(demoLinks(url, demo))
  else if ((await countAccounts()) === 0)
    console.log(
      `  Make the first account (once, within a day):  ${url}/desk/first-owner/${await newInvitation()}\n`,
    )
  console.log('Ctrl-C stops it.')
}

/** What a person needs to know to mend it; a fault of ours keeps its stack. */
function whyNot(error: unknown): string {
  if (error instanceof BadSettings || error instanceof KeysUnusable) return error.message
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return 'The port is taken by another program. Stop that, or set PORT to another number (PORT=3001 npm start).'
  if (code === 'EACCES') return 'The port may not be used by you. Set PORT to a number above 1023.'
  if (error instanceof FolderInUse) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function stopAsked(): Promise<void> {
  return new Promise(resolve => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
}
