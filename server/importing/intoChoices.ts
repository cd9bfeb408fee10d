import type { Request } from 'express'
import { placesWhere } from '../accounts/allow.ts'
import { isAmong } from '../accounts/people/places.ts'
import { listConsultations } from '../consultations/store.ts'
import { whyNotEntered } from '../responses/byStaff/entering.ts'

/** The consultations that somebody can import answers into now. */
export async function intoChoices(req: Request, values: Record<string, unknown> = {}) {
  const now = new Date()
  const places = await placesWhere(req, 'import')
  return (await listConsultations())
    .filter(({ _id }) => isAmong(places, _id))
    .filter(consultation => whyNotEntered(consultation, now) === undefined)
    .map(({ _id, title }) => ({ value: _id, label: title, chosen: values.into === _id }))
}
