import { wordsOfEntry } from '../../consultations/consentWording.ts'
import { questionnaireOf } from '../../consultations/store.ts'
import { idOf } from '../../database/ids.ts'
import { carryHolds, carryLate } from '../care/carryHolds.ts'
import { addIdentities, findIdentities, removeIdentity } from '../identityStore.ts'
import { currentConsent, filesIn, type Response, textsIn } from '../response.ts'
import { filledFrom } from '../revising/fill.ts'
import { type PreparedRevision, prepareRevision } from '../revising/prepareRevision.ts'
import { addRevision } from '../revising/revisionStore.ts'
import { findResponses } from '../store.ts'
import { addTexts, findWritten, removeTexts } from '../textStore.ts'
import { arrivingByStaff } from './enter.ts'
import type { Entering } from './entering.ts'
import { addCorrection, removeEntry } from './entryStore.ts'

/** Opens what was entered for a correction: an entry that is filled from it; the answer is its id. */
export async function beginCorrection(response: Response, by: string, now: Date): Promise<string> {
  const { _id: id, consultation, version, revisions, consent, brought } = response
  const { values, files, declaration, visited } = await filledFrom(
    response,
    await questionnaireOf(consultation, version),
  )
  const _id = idOf('correction', id, revisions.length, consent.length)
  await addCorrection({
    ...{ _id, consultation, version, by, values, files, visited },
    declaration: {
      ...declaration,
      as: brought?.as ?? '',
      basis: wordsOfEntry(currentConsent(response).wording),
    },
    ...{ startedOn: now, changedOn: now },
    // It stands as it came: its limits were weighed when it was entered.
    asItCame: true,
    corrects: {
      response: id,
      ...{ revision: revisions.length, consents: consent.length, files: [...filesIn(response)] },
    },
  })
  return _id
}

/**
 * Makes another revision of what was entered. Again, at the same time or after a kill at any point, makes no second
 * one, and where nothing was changed there is none. Wake the runner afterwards.
 *
 * @returns false where the response was corrected or withdrawn, or permits something else, since this was begun
 */
export async function correct({ entry, ...entering }: Entering, by: string, now: Date): Promise<boolean> {
  const { corrects } = entry
  if (!corrects) throw new Error(`correct: entry ${entry._id} corrects nothing`)
  const [response] = await findResponses([corrects.response])
  if (response?.state !== 'submitted' || !response.brought) return false
  if (response.revisions.length !== corrects.revision || response.consent.length !== corrects.consents)
    return false
  const [texts, [identity]] = await Promise.all([
    findWritten([...new Set(response.revisions.flatMap(textsIn))]),
    findIdentities(response.identity === undefined ? [] : [response.identity]),
  ])
  const arriving = await arrivingByStaff(entering, response.brought, now)
  const attributes = { ...otherAttributes(response), ...arriving.attributes }
  const prepared = prepareRevision({ response, texts, identity }, { ...arriving, attributes })
  if (prepared) {
    await Promise.all([
      addTexts(carryHolds(response, texts, prepared.texts)),
      addIdentities(prepared.identity ? [prepared.identity] : []),
    ])
    const seen = { revisions: corrects.revision, consents: corrects.consents }
    const revision = { ...prepared.revised.revision, by }
    if (!(await addRevision(response, seen, { ...prepared.revised, revision }))) {
      await clearUp(response._id, prepared)
      return false
    }
    await carryLate(response, prepared.texts)
    const before = response.identity
    if (before !== undefined && before !== prepared.revised.identity) await removeIdentity(before)
  }
  await removeEntry(entry._id)
  return true
}

/** Removes what was written for a revision that another came before, unless that is the same one, sent twice. */
async function clearUp(response: string, { texts, identity }: PreparedRevision): Promise<void> {
  const [standing] = await findResponses([response])
  const named = new Set(standing?.revisions.flatMap(textsIn))
  await removeTexts(texts.map(({ _id }) => _id).filter(id => !named.has(id)))
  if (identity && standing?.identity !== identity._id) await removeIdentity(identity._id)
}

/** What an import said of somebody that no form asks for. */
function otherAttributes({ attributes }: Response): Record<string, string> {
  const asked = new Set(['role', 'sector', 'nation'])
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !asked.has(name)))
}
