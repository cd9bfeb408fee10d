import { forgetTokens } from '../consultations/invitations/invitationStore.ts'
import { listsBefore, removeList } from '../consultations/invitations/listStore.ts'
import { draftDays, draftsKeptUntil } from '../consultations/running/kept.ts'
import { listConsultations } from '../consultations/store.ts'
import { mayDeleteByDay } from '../jobs/clockStore.ts'
import type { Runner } from '../jobs/runner.ts'
import { askFor } from '../jobs/store.ts'
import { sweepEntries } from './byStaff/discard.ts'
import { type Draft, removeDraft, unsentDrafts } from './draftStore.ts'
import { removeFile } from './fileStore.ts'
import { sweepIdentities } from './identityStore.ts'
import { filesIn, textsIn } from './response.ts'
import { deleteDueIdentities } from './retention/deleteDue.ts'
import { findAllSent } from './sentStore.ts'
import { identitiesNamed, standingOrigins } from './store.ts'
import { respondentsOf, sweepTexts } from './textStore.ts'

const day = 24 * 60 * 60 * 1000
const batchSize = 100

/** Removes what nobody will come back for: once a day is enough. */
export function registerSweep(runner: Runner): void {
  runner.registerJob('sweep', async (_key, progress) => {
    const now = new Date()
    if (!(await mayDeleteByDay(now))) return
    let batches = 0
    await sweep(now, () => progress(++batches, 0))
  })
}

export async function askForSweep(): Promise<void> {
  await askFor('sweep', 'all')
}

/**
 * Removes the drafts, with their files, and the tokens of invitations of consultations that closed more than 30 days
 * ago, lists of people that were brought as long ago, the identities that were to be kept until now, what the team
 * began to enter and left for 60 days, and the texts and
 * identities of responses that a kill kept from coming to be, a day after they were first seen. Safe to repeat.
 *
 * @param step called after each part of the work
 */
export async function sweep(now: Date, step: () => Promise<void> = async () => undefined): Promise<void> {
  for (const consultation of await listConsultations())
    if (consultation.kind === 'open' && draftsKeptUntil(consultation) < now)
      await sweepClosed(consultation._id, step)
  await sweepEntries(now)
  await deleteDueIdentities(now, step)
  for (const list of await listsBefore(new Date(now.getTime() - draftDays * day))) await removeList(list)
  await sweepTexts(textsNamed, now, step)
  await sweepIdentities(identitiesNamed, now, step)
}

async function sweepClosed(consultation: string, step: () => Promise<void>): Promise<void> {
  await forgetTokens(consultation)
  await sweepDrafts(consultation, step)
}

/** Removes the drafts of a consultation that were not sent, with their files. Safe to repeat. */
export async function sweepDrafts(consultation: string, step: () => Promise<void>): Promise<void> {
  for (let after = ''; ; ) {
    const drafts = await unsentDrafts(consultation, after, batchSize)
    const last = drafts.at(-1)
    if (!last) return
    after = last._id
    // A draft whose response stands may not be marked yet; its files are that response's now.
    const sent = await standingOrigins(drafts.map(draft => draft._id))
    for (const draft of drafts.filter(({ _id }) => !sent.has(_id))) {
      const standing = await responsesFilesOf(draft)
      for (const { file } of Object.values(draft.files)) if (!standing.has(file)) await removeFile(file)
      await removeDraft(draft._id)
    }
    await step()
  }
}

/** The files of the response that a draft was to change: it holds them on. */
async function responsesFilesOf({ revises }: Draft): Promise<Set<string>> {
  const [response] = revises ? await findAllSent([revises.response]) : []
  return response ? filesIn(response) : new Set()
}

/** Those of these texts that any revision of their respondent's response names. */
async function textsNamed(ids: string[]): Promise<Set<string>> {
  const texts = await respondentsOf(ids)
  const responses = await findAllSent([...new Set(texts.map(text => text.respondent))])
  return new Set(responses.flatMap(response => response.revisions.flatMap(textsIn)))
}
