import { learnedRule } from '../../analysis/application.ts'
import { findResponse } from '../responses/store.ts'
import type { StoredCoding } from './coding.ts'
import { undoable } from './history.ts'
import { type CodingRecord, recordsOf } from './record.ts'
import { lastChange } from './undo.ts'

/** A rule of the codebook whose suggestion was just rejected, and where it can be mended. */
export type RejectedRule = { rule: string; theme: string; href: string }

/** What the coder’s latest change to a response says of a rule: that its suggestion is wrong, if it says that. */
export function rejectedRule(record: CodingRecord, coder: string): RejectedRule | undefined {
  const action = lastChange(record, coder)?.action
  if (action === undefined) return undefined
  const isIt = (coding: StoredCoding) =>
    coding.coder === coder && coding.verdict === 'rejected' && undoable(coding)?.action === action
  const coding = record.codings.find(
    each => isIt(each) && each.rule !== undefined && each.rule !== learnedRule,
  )
  const theme = record.codebook.themes.find(each => each.id === coding?.theme)
  const rule = theme?.rules.find(each => each.id === coding?.rule)
  if (!coding || !theme || !rule) return undefined
  const { consultation, response } = record
  const href = `/desk/${consultation}/responses/${response._id}/codings/${coding.id}/mend`
  return { rule: rule.source, theme: theme.name, href }
}

/** The same for a response that an address names, which there may not be. */
export async function rejectedRuleIn(
  consultation: string,
  id: string,
  coder: string,
): Promise<RejectedRule | undefined> {
  const response = id === '' ? null : await findResponse(consultation, id)
  const [record] = response ? await recordsOf(consultation, [response]) : []
  return record && rejectedRule(record, coder)
}
