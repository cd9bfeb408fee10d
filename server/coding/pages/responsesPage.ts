import type { Consultation } from '../../consultations/store.ts'
import { latestFolded } from '../../responses/foldedStore.ts'
import { countHeld, countRejected } from '../../responses/held/heldStore.ts'
import { findResponse } from '../../responses/store.ts'
import { letterRows } from '../letters/rows.ts'
import { whoReads } from '../presence/who.ts'
import { attributesOf } from './attributes.ts'
import { cameWords } from './brought.ts'
import { consentViews } from './consent.ts'
import { questionLabels } from './questionLabels.ts'

const pageSize = 50

/**
 * A page of the responses, newest first, from after the one whose id is `after`: who, what they allow, and never the
 * words of the withdrawn. All that sent one letter are one row.
 */
export async function responsesPage(
  { _id: consultation, version }: Consultation,
  after: string,
  account: string,
) {
  const last = after === '' ? null : await findResponse(consultation, after)
  const responses = await latestFolded(consultation, last, pageSize)
  const labels = await questionLabels(consultation, version)
  const [consents, letters, who] = await Promise.all([
    consentViews(responses),
    letterRows(consultation, responses, labels),
    whoReads(consultation, responses, account, new Date()),
  ])
  const path = `/desk/${consultation}/responses`
  return {
    held: await countHeld(consultation),
    rejected: await countRejected(consultation),
    responses: responses.map(response => ({
      href: `${path}/${response._id}`,
      reference: response.reference,
      submittedOn: response.submittedOn,
      came: cameWords(response),
      attributes: attributesOf(response),
      consent: consents.get(response._id),
      who: who.get(response._id),
      letter: letters.get(response._id),
      tagging: response.pending.includes('tag'),
    })),
    first: after === '' ? '' : path,
    next:
      responses.length === pageSize ? `${path}?after=${encodeURIComponent(responses.at(-1)?._id ?? '')}` : '',
  }
}
