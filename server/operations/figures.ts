import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import { jobStates } from '../jobs/store.ts'
import type { Figure } from './exposition.ts'
import type { Standing } from './standing.ts'

/** What the site is told by, besides its requests. */
export function siteFigures({
  jobs,
  givenUp,
  mails,
  drafts,
  disk,
  backup,
  writeMs,
  time,
}: Standing): Figure[] {
  const gauge = (name: string, help: string, values: Figure['values']): Figure => ({
    name: `soundings_${name}`,
    help,
    kind: 'gauge',
    values,
  })
  const { last, failed } = backup ?? {}
  return [
    gauge(
      'jobs',
      'Long work in the background, by its state.',
      jobStates.map(state => ({ labels: { state }, value: jobs[state] })),
    ),
    gauge('work_given_up', 'Pieces of work that failed again and again in this process.', [
      { value: givenUp },
    ]),
    gauge('mails', 'Mails that are not settled: waiting to be sent, or failed and for an owner to look at.', [
      { labels: { state: 'waiting' }, value: mails.waiting },
      { labels: { state: 'wrong' }, value: mails.wrong },
    ]),
    gauge('drafts', 'Responses that were begun and are kept as drafts.', [{ value: drafts }]),
    gauge(
      'disk_free_bytes',
      'Room left on the disk of the embedded database.',
      disk ? [{ value: disk.free }] : [],
    ),
    gauge(
      'backup_last_success_seconds',
      'When the last scheduled backup was made, in seconds since 1970.',
      last ? [{ value: last.at.getTime() / 1000 }] : [],
    ),
    gauge('backup_bytes', 'The size of the last scheduled backup.', last ? [{ value: last.bytes }] : []),
    gauge('backup_failing', '1 where a scheduled backup has failed since the last that was made.', [
      { value: failed ? 1 : 0 },
    ]),
    gauge(
      'write_seconds',
      'How long a small write took just now to be on the disk; left out where it failed or took five seconds.',
      writeMs === undefined ? [] : [{ value: writeMs / 1000 }],
    ),
    gauge('clock_doubted', '1 where the clock leapt ahead by days, so that nothing is deleted by its day.', [
      { value: time?.doubt ? 1 : 0 },
    ]),
  ]
}

/** What this process is told by. */
export class ProcessFigures {
  readonly #delay: IntervalHistogram = monitorEventLoopDelay({ resolution: 20 })

  constructor() {
    this.#delay.enable()
  }

  /** Of the time since it was last asked. */
  take(): Figure[] {
    const delay = this.#delay
    const quantiles = [50, 95, 99, 100].map(share => ({
      labels: { quantile: String(share / 100) },
      value: delay.count === 0 ? 0 : delay.percentile(share) / 1e9,
    }))
    delay.reset()
    const { rss, heapUsed, external } = process.memoryUsage()
    return [
      {
        name: 'soundings_event_loop_delay_seconds',
        help: 'How late timers were since the last reading; 20 ms or so is nothing.',
        kind: 'gauge',
        values: quantiles,
      },
      {
        name: 'soundings_memory_bytes',
        help: 'Memory of this process: all of it, and what JavaScript has in use inside and outside its heap.',
        kind: 'gauge',
        values: Object.entries({ rss, heapUsed, external }).map(([kind, value]) => ({
          labels: { kind },
          value,
        })),
      },
      {
        name: 'soundings_uptime_seconds',
        help: 'How long this process has run.',
        kind: 'gauge',
        values: [{ value: process.uptime() }],
      },
    ]
  }
}
