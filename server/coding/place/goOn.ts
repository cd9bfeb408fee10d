import { findResponse } from '../../responses/store.ts'
import { queueAddress } from '../back.ts'
import { type InQueue, queueForm } from '../forms.ts'
import { deskPlaceOf } from './deskPlaceStore.ts'

/** The response that somebody opened last, to go on with; none where its respondent has withdrawn since. */
export async function responseToGoOnWith(consultation: string, account: string) {
  const place = (await deskPlaceOf(consultation, account))?.response
  const response = place && (await findResponse(consultation, place.id))
  if (!place || response?.state !== 'submitted') return undefined
  return {
    reference: response.reference,
    href: `/desk/${consultation}/responses/${response._id}`,
    at: place.at,
  }
}

/** Where somebody was in the queue, for whoever opens it at its beginning; none where they were there. */
export async function queueToGoOnWith(consultation: string, account: string, now: InQueue) {
  const place = (await deskPlaceOf(consultation, account))?.queue
  if (!place || !isBeginning(now)) return undefined
  const then = queueForm.parse(place.fields)
  return isBeginning(then) ? undefined : { href: queueAddress(consultation, then), at: place.at }
}

/** Whether a place is the beginning of the whole queue, in its usual order. */
export function isBeginning(place: InQueue): boolean {
  return (
    Object.entries(place).every(([name, value]) => value === '' || value === 0 || name === 'order') &&
    place.order === 'respondents'
  )
}
