import { listConsultations } from '../consultations/store.ts'
import { whyNotEntered } from '../responses/byStaff/entering.ts'

/** The consultations that answers can be imported into now. */
export async function intoChoices(values: Record<string, unknown> = {}) {
  const now = new Date()
  return (await listConsultations())
    .filter(consultation => whyNotEntered(consultation, now) === undefined)
    .map(({ _id, title }) => ({ value: _id, label: title, chosen: values.into === _id }))
}
