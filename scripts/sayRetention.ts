import { listConsultations } from '../server/consultations/store.ts'
import { type Due, type DueKind, dueOf } from '../server/privacy/retention/due.ts'
import { type Streams, standardStreams } from './analysis/streams.ts'
import { CannotRun } from './cannotRun.ts'
import { onDatabase } from './onDatabase.ts'

/**
 * `soundings retention`: says of each consultation what would be deleted by the end of a day.
 * @throws CannotRun where there is no database, or the day is none
 */
export async function sayRetention(
  { by, json }: { by: string | undefined; json: boolean },
  streams: Streams = standardStreams,
): Promise<number> {
  const until = by === undefined ? new Date() : endOf(by)
  return onDatabase(async () => {
    const all = await listConsultations()
    const found: { consultation: string; due: Due[] }[] = []
    for (const consultation of all)
      found.push({ consultation: consultation._id, due: await dueOf(consultation, until) })
    const lines = found.flatMap(({ consultation, due }) => [consultation, ...due.map(line)])
    const said = [`By ${dayOf(until)}, of what is kept now:`, ...lines, 'Nothing was deleted.']
    streams.out(json ? JSON.stringify({ by: until, consultations: found }) : said.join('\n'))
    return 0
  })
}

const names: Record<DueKind, [one: string, several: string]> = {
  drafts: ['answer that was not sent', 'answers that were not sent'],
  names: ['name', 'names'],
  rejected: ['rejected response', 'rejected responses'],
  files: ['attached file', 'attached files'],
  responses: ['response with all that was made of it', 'responses with all that was made of them'],
}

function line({ kind, until, isDue, count }: Due): string {
  const what = `${count} ${names[kind][count === 1 ? 0 : 1]}`
  if (!until) return isDue ? `  ${what} would go with all of it` : `  ${what}: no day is set`
  return `  ${what} ${isDue ? 'would go' : 'would stay'} (deleted on ${dayOf(until)})`
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}

function endOf(entered: string): Date {
  const day = /^\d{4}-\d\d-\d\d$/.test(entered) ? new Date(`${entered}T23:59:59.999Z`) : new Date(Number.NaN)
  if (!Number.isNaN(day.getTime()) && day.toISOString().startsWith(entered)) return day
  throw new CannotRun([{ place: '--by', message: `“${entered}” is no day. Give one as 2027-03-31.` }])
}
