import { keptDates, wholeDue } from '../../consultations/retention/retentionStore.ts'
import { listConsultations } from '../../consultations/store.ts'
import { mayDeleteByDay } from '../../jobs/clockStore.ts'
import { askFor } from '../../jobs/store.ts'
import type { Services } from '../../services.ts'
import { takeUpErasures } from '../erasing/ask.ts'
import { deleteFiles } from './files.ts'
import { deleteWhole } from './whole.ts'

const kind = 'retention'

/** Deletes what is kept until a day that has come: once a day is enough. */
export function registerRetention({ runner, config, log }: Services): void {
  runner.registerJob(kind, async (_key, progress) => {
    const now = new Date()
    let batches = 0
    if (await mayDeleteByDay(now)) await deleteDue(now, () => progress(++batches, 0))
    await takeUpErasures(config, error => log.error({ err: error }, 'the list of erasures was not kept'))
  })
}

export async function askForRetention(): Promise<void> {
  await askFor(kind, 'all')
}

/**
 * Deletes attached files, and all of a consultation, whose day has come; names, drafts and responses that were rejected
 * go with the sweep of responses. Safe to repeat and to be killed: the next run goes on.
 *
 * @param step called after each batch
 */
export async function deleteDue(now: Date, step: () => Promise<void> = async () => undefined): Promise<void> {
  for (const consultation of await listConsultations()) {
    const dates = await keptDates(consultation)
    if (wholeDue(dates, consultation, now)) {
      await deleteWhole(consultation._id, now, step)
      continue
    }
    if (dates.files !== undefined && dates.files <= now) await deleteFiles(consultation._id, step)
  }
}
