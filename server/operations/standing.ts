import { statfs } from 'node:fs/promises'
import { findSchedule, type Schedule } from '../backups/scheduleStore.ts'
import { timeWrite } from '../database/probe.ts'
import { type NotedTime, notedTime } from '../jobs/clockStore.ts'
import { countJobs, type Job } from '../jobs/store.ts'
import { countUnsettled } from '../mail/mailStore.ts'
import { countDrafts } from '../responses/draftStore.ts'
import type { Services } from '../services.ts'

/** How a site stands, in figures: no words of anybody, and nobody's name. */
export type Standing = {
  jobs: Record<Job['state'], number>
  /** Pieces of work that failed again and again in this process, and are not tried until it is started anew. */
  givenUp: number
  mails: { waiting: number; wrong: number }
  drafts: number
  /** Where the embedded database has its disk, in bytes. */
  disk: { free: number; all: number } | undefined
  backup: Schedule | null
  /** How long a small write took just now, in milliseconds; undefined where it failed or took five seconds. */
  writeMs: number | undefined
  /** What time was last noted, and whether the clock is doubted. */
  time: NotedTime | null
}

export async function standingOf({ config, runner }: Services): Promise<Standing> {
  const [jobs, mails, drafts, disk, backup, writeMs, time] = await Promise.all([
    countJobs(),
    countUnsettled(),
    countDrafts(),
    config.mongodbUri ? undefined : diskOf(config.dataFolder),
    findSchedule(),
    timeWrite(new Date()),
    notedTime(),
  ])
  return { jobs, givenUp: runner.givenUp, mails, drafts, disk, backup, writeMs, time }
}

async function diskOf(folder: string): Promise<Standing['disk']> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { free: bavail * bsize, all: blocks * bsize }
}
