import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Progress } from '../jobs/runner.ts'
import { askFor } from '../jobs/store.ts'
import type { Services } from '../services.ts'
import { sourceArguments, sourceExtension } from '../sources.ts'
import type { BackupNews, BackupTask } from './backupThread.ts'
import { keepFailed, keepMade, takeDue } from './scheduleStore.ts'

const kind = 'backup'
const anHour = 60 * 60 * 1000
const aMinute = 60 * 1000
/** How often the job says how far it is, which keeps its lease and lets other work have its turn. */
const sayEveryMs = 2_000

/** Files that were made by themselves: their names are in the order of time. */
const ours = /^soundings-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.backup$/
const unfinished = /^soundings-[\dTZ-]+\.backup\.\d+\.part$/

/** Scheduled backups, where the settings name a folder: a job, so that one process of a site makes each. */
export function registerBackups(services: Services): void {
  services.runner.registerJob(kind, (_key, progress) => backUp(services, progress))
}

/** Looks every minute whether a backup is due. @returns what ends that */
export function watchSchedule(services: Services): () => void {
  const { folder } = services.config.backups
  if (folder === undefined) return () => {}
  const look = () => {
    askWhenDue(services, new Date()).catch(error =>
      services.log.error({ err: error }, 'looking whether a backup is due failed'),
    )
  }
  const watching = setInterval(look, aMinute)
  look()
  return () => clearInterval(watching)
}

/** Asks for a backup where one is due. */
export async function askWhenDue({ config, runner }: Services, now: Date): Promise<void> {
  if (!(await takeDue(now, config.backups.everyHours * anHour))) return
  await askFor(kind, 'scheduled')
  runner.wake()
}

async function backUp({ config, log }: Services, progress: Progress): Promise<void> {
  const { folder, keep, everyHours } = config.backups
  if (folder === undefined) return
  const at = new Date()
  const name = `soundings-${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z.backup`
  const news = await inThread({ config, file: path.join(folder, name) }, progress)
  if ('made' in news) {
    await keepMade({ at, file: name, ...news.made })
    await rotate(folder, keep, name)
    log.info({ file: name, bytes: news.made.bytes }, 'a backup was made')
    return
  }
  log.error({ problem: news.failed }, 'a backup failed')
  const again = new Date(Date.now() + Math.min(anHour, everyHours * anHour))
  const unforeseen = 'Something unforeseen went wrong: the log of the server says what.'
  await keepFailed(at, news.words ? news.failed : unforeseen, again)
}

type Ended = Exclude<BackupNews, { documents: number }>

/** Makes a backup beside the pages. A stop of the server ends it, and leaves nothing of it. */
async function inThread(task: BackupTask, progress: Progress): Promise<Ended> {
  const thread = new Worker(new URL(`./backupThread${sourceExtension}`, import.meta.url), {
    workerData: task,
    execArgv: sourceArguments,
  })
  let documents = 0
  let ended: Ended | undefined
  const end = new Promise<void>(resolve => {
    thread.on('message', (news: BackupNews) => {
      if ('documents' in news) documents = news.documents
      else ended = news
    })
    thread.once('error', error => {
      ended = { failed: String(error), words: false }
    })
    thread.once('exit', () => resolve())
  })
  try {
    while (!ended) {
      await Promise.race([end, rest(sayEveryMs)])
      await progress(documents, 0)
    }
    await end
    return ended
  } catch (error) {
    await thread.terminate()
    await rm(`${task.file}.${process.pid}.part`, { force: true })
    throw error
  }
}

/**
 * Removes all but the latest, and what killed processes left. Those of a time to come were made by a clock that was
 * wrong, and go first: else they would have each new one be removed.
 *
 * @param newest the one that was just made
 */
async function rotate(folder: string, keep: number, newest: string): Promise<void> {
  const names = await readdir(folder)
  const all = names.filter(name => ours.test(name)).sort()
  const [future, past] = [all.filter(name => name > newest), all.filter(name => name <= newest)]
  const old = [...future, ...past].slice(0, -keep)
  for (const name of [...old, ...names.filter(name => unfinished.test(name))])
    await rm(path.join(folder, name), { force: true })
}
