import { changedResponses } from '../../responses/revising/revisionStore.ts'
import { findResponses } from '../../responses/store.ts'
import { respondentsOfOwn } from '../codingStore.ts'
import { isWhole } from '../readInFull.ts'
import { readingsOfResponses } from '../readingStore.ts'
import { recordsOf } from '../record.ts'
import { hiddenFrom } from '../rounds/hidden.ts'
import { leftBehind } from './leftBehind.ts'

const atMost = 20

/**
 * The responses in which answers were changed since a coder coded them and that the coder has not yet read as they are
 * now, with how many of the codings that were left behind can be carried over: the first of them, and whether there
 * are more.
 */
export async function changedSince(consultation: string, coder: string) {
  const [changed, hidden] = await Promise.all([
    changedResponses(consultation),
    hiddenFrom(consultation, coder),
  ])
  const replaced = changed.flatMap(({ replaced = [] }) => replaced)
  const coded = (await respondentsOfOwn(consultation, coder, replaced)).filter(id => !hidden.has(id)).sort()
  const rows = []
  for (let from = 0; from < coded.length; from += atMost)
    for (const row of await rowsOf(consultation, coder, coded.slice(from, from + atMost))) {
      if (rows.length === atMost) return { rows, more: true }
      rows.push(row)
    }
  return { rows, more: false }
}

async function rowsOf(consultation: string, coder: string, ids: string[]) {
  const [responses, readings] = await Promise.all([
    findResponses(ids),
    readingsOfResponses(consultation, ids),
  ])
  const unread = responses.filter(
    response =>
      !readings.some(each => each.response === response._id && each.by === coder && isWhole(each, response)),
  )
  const rows = []
  for (const record of await recordsOf(consultation, unread)) {
    const left = await leftBehind(record, coder)
    const found = left.filter(({ to }) => to).length
    const { _id, reference } = record.response
    const href = `/desk/${consultation}/responses/${_id}`
    if (left.length > 0) rows.push({ href, reference, found, lost: left.length - found })
  }
  return rows
}
