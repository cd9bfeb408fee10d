import type { Config } from '../config.ts'
import { slowMs } from '../database/probe.ts'
import { believedAt } from '../jobs/clockStore.ts'
import type { Standing } from './standing.ts'

const anHour = 60 * 60 * 1000
/** Less room than this is told as too little, in bytes. */
const little = 1024 ** 3

/** The page of how the site stands: what needs a look first. */
export function sitePage(standing: Standing, config: Config, release: string, now: Date) {
  const { jobs, givenUp, mails, drafts, disk, backup, writeMs, time } = standing
  const { folder, everyHours, keep } = config.backups
  const last = backup?.last
  const late = now.getTime() - (last?.at.getTime() ?? 0) > (2 * everyHours + 1) * anHour
  return {
    release,
    database: config.mongodbUri ? 'a MongoDB' : 'the embedded database',
    isScheduled: folder !== undefined,
    folder,
    everyHours,
    keep,
    last: last && { ...last, size: inWords(last.bytes) },
    isLate: folder !== undefined && last !== undefined && late,
    failed: folder === undefined ? undefined : backup?.failed,
    disk: disk && { free: inWords(disk.free), all: inWords(disk.all), isLittle: disk.free < little },
    saving: writeMs === undefined || writeMs > slowMs ? { seconds: secondsOf(writeMs) } : undefined,
    doubt: time?.doubt && { noted: time.doubt.noted, until: believedAt(time.doubt) },
    now,
    figures: [
      { name: 'Long work that waits', value: jobs.waiting },
      { name: 'Long work under way', value: jobs.running },
      { name: 'Long work that failed', value: jobs.failed },
      { name: 'Work that failed again and again since this process was started', value: givenUp },
      { name: 'Mails that wait', value: mails.waiting },
      { name: 'Mails for somebody to look at', value: mails.wrong },
      { name: 'Responses that were begun and not sent', value: drafts },
    ],
  }
}

/** Undefined where it took longer than is waited for. */
function secondsOf(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : (ms / 1000).toFixed(1)
}

const units = ['bytes', 'KB', 'MB', 'GB', 'TB']

function inWords(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1024)))
  const value = bytes / 1024 ** power
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`
}
