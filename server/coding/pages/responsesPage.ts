import { countHeld, countRejected } from '../../responses/held/heldStore.ts'
import { findResponse, latestResponses } from '../../responses/store.ts'
import { whoReads } from '../presence/who.ts'
import { attributesOf } from './attributes.ts'
import { cameWords } from './brought.ts'
import { consentViews } from './consent.ts'

const pageSize = 50

/** A page of the responses, newest first, from after the one whose id is `after`: who, what they allow, and never the words of the withdrawn. */
export async function responsesPage(consultation: string, after: string, account: string) {
  const last = after === '' ? null : await findResponse(consultation, after)
  const responses = await latestResponses(consultation, last, pageSize)
  const [consents, who] = await Promise.all([
    consentViews(responses),
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
      tagging: response.pending.includes('tag'),
    })),
    first: after === '' ? '' : path,
    next:
      responses.length === pageSize ? `${path}?after=${encodeURIComponent(responses.at(-1)?._id ?? '')}` : '',
  }
}
