import type { Answering } from '../answering/answering.ts'
import { carryHolds, carryLate } from '../care/carryHolds.ts'
import { removeDraft, takeUpConsents } from '../draftStore.ts'
import { addIdentities, findIdentities, removeIdentity } from '../identityStore.ts'
import { textsIn } from '../response.ts'
import { findAllSent } from '../sentStore.ts'
import { arrivingFrom } from '../submit.ts'
import { addTexts, findWritten, removeTexts } from '../textStore.ts'
import { prepareRevision } from './prepareRevision.ts'
import { addRevision } from './revisionStore.ts'

/**
 * Makes another revision of a response from changes whose answers and declaration were found in order. Sending them
 * again, at the same time or after a kill at any point, makes no second one, and where nothing was changed there is
 * none. Wake the runner afterwards.
 *
 * @returns false where its respondent came to permit something else meanwhile: what they choose has to be read again
 */
export async function revise(answering: Answering, now: Date): Promise<boolean> {
  const { draft } = answering
  const { revises } = draft
  if (!revises) throw new Error(`revise: draft ${draft._id} changes nothing`)
  const [response] = await findAllSent([revises.response])
  // Sent from another page, or withdrawn: their own page says what stands.
  if (!response || response.state === 'withdrawn' || response.revisions.length !== revises.revision)
    return true
  if (response.consent.length !== revises.consents) {
    await takeUpConsents(draft._id, response.consent.length)
    return false
  }
  const [texts, [identity]] = await Promise.all([
    findWritten([...new Set(response.revisions.flatMap(textsIn))]),
    findIdentities(response.identity === undefined ? [] : [response.identity]),
  ])
  const prepared = prepareRevision({ response, texts, identity }, await arrivingFrom(answering, now))
  if (!prepared) {
    await removeDraft(draft._id)
    return true
  }
  await Promise.all([
    addTexts(carryHolds(response, texts, prepared.texts)),
    addIdentities(prepared.identity ? [prepared.identity] : []),
  ])
  const seen = { revisions: revises.revision, consents: revises.consents }
  const before = response.identity
  if (await addRevision(response, seen, prepared.revised)) {
    await carryLate(response, prepared.texts)
    if (before !== undefined && before !== prepared.revised.identity) await removeIdentity(before)
    return true
  }
  return overtaken(
    answering,
    prepared.texts.map(({ _id }) => _id),
    prepared.identity?._id,
    now,
  )
}

/** Clears up what was written for a revision that another came before, and looks at what stands now. */
async function overtaken(
  answering: Answering,
  texts: string[],
  identity: string | undefined,
  now: Date,
): Promise<boolean> {
  const [response] = await findAllSent([answering.draft.revises?.response ?? ''])
  const named = new Set(response?.revisions.flatMap(textsIn))
  await removeTexts(texts.filter(id => !named.has(id)))
  if (identity !== undefined && response?.identity !== identity) await removeIdentity(identity)
  return revise(answering, now)
}
