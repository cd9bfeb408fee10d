import { whereForm } from './forms.ts'
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
  place = nextPlace(record, decided),
): string {
  const where = whereForm.parse(body ?? {})
  const desk = `/desk/${record.consultation}`
  const response = record.response._id
  if (where.back === 'queue') {
    const { theme, question, after, past } = where
    return withQuery(`${desk}/queue`, { theme, question, after, past, undo: decided === '' ? '' : response })
  }
  return `${withQuery(`${desk}/responses/${response}`, { tags: where.tags })}#${place}`
}

function nextPlace(record: CodingRecord, decided: string): string {
  const tags = undecidedTags(record)
  const next = tags[tags.findIndex(tag => tag.id === decided) + 1]
  return decided !== '' && next ? `p-${next.id}` : 'passages'
}

function withQuery(path: string, fields: Record<string, string>): string {
  const given = Object.entries(fields).filter(([, value]) => value !== '')
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}
