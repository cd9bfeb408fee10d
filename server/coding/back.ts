import { type InQueue, queueForm, whereForm } from './forms.ts'
import { undecidedTags } from './pages/passages.ts'
import type { CodingRecord } from './record.ts'

/**
 * The address of the page that a decision came from: the response, at the next suggestion, or the queue where it
 * goes on. It is made of checked parts, so that a form can lead nowhere else.
 *
 * @param decided the suggestion that was just decided on
 * @param place where on the response's page; left out: at the suggestion after the one decided on
 */
export function backFrom(
  body: unknown,
  record: CodingRecord,
  decided = '',
  place: string | undefined = nextPlace(record, decided),
): string {
  const where = whereForm.parse(body ?? {})
  const desk = `/desk/${record.consultation}`
  const response = record.response._id
  if (where.secondLook !== '') return `${desk}/themes/${where.secondLook}/second-look`
  if (where.back === 'queue') {
    const place = queueForm.parse(body ?? {})
    const step = place.step + (decided === '' ? 0 : 1)
    const next = decided === '' ? place : { ...place, at: '', span: '' }
    return queueAddress(record.consultation, { ...next, step }, decided === '' ? '' : response)
  }
  return `${withQuery(`${desk}/responses/${response}`, { tags: where.tags })}#${place}`
}

function nextPlace(record: CodingRecord, decided: string): string {
  const tags = undecidedTags(record)
  const next = tags[tags.findIndex(tag => tag.id === decided) + 1]
  return decided !== '' && next ? `p-${next.id}` : 'passages'
}

/** The queue at a place. `undo` names the response whose last decision may be taken back. */
export function queueAddress(consultation: string, place: InQueue, undo = ''): string {
  return withQuery(`/desk/${consultation}/queue`, { ...queueFields(place), undo })
}

/** A place of the queue as fields of a form or an address; empty ones say nothing. */
export function queueFields({ order, step, ...place }: InQueue): Record<string, string> {
  return order === 'respondents' ? place : { ...place, order, step: String(step) }
}

export function withQuery(path: string, fields: Record<string, string>): string {
  const given = Object.entries(fields).filter(([, value]) => value !== '')
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}
