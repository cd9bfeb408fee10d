import { unreviewedTags } from '../../../analysis/application.ts'
import type { Tag } from '../../../analysis/index.ts'
import { findResponses } from '../../responses/store.ts'
import { heldBack } from '../audit/sample.ts'
import { waitingOfTheme } from '../mentionStore.ts'
import { onePerPassage, samePassage } from '../mentions.ts'
import { orderedTags } from '../pages/passages.ts'
import { type CodingRecord, recordsOf } from '../record.ts'
import { hiddenFrom } from '../rounds/hidden.ts'
import { overlap } from '../span.ts'

/** A suggestion that waits, with its response. */
export type WaitingTag = { record: CodingRecord; tag: Tag }

/** How many suggestions are decided on at once at most, and how many mentions are read at once for them. */
export const mostAtOnce = 50
const atOnce = 50

/**
 * The suggestions of one rule that wait for a decision and that somebody may see, in the order of the mentions.
 * Passages that wait to be shown without marks are left out.
 */
export async function waitingOfRule(
  consultation: string,
  coder: string,
  { theme, rule }: { theme: string; rule: string },
): Promise<WaitingTag[]> {
  const [hidden, unmarked] = await Promise.all([hiddenFrom(consultation, coder), heldBack(consultation)])
  const found: WaitingTag[] = []
  for (let after = ''; found.length < mostAtOnce; ) {
    const mentions = await waitingOfTheme(consultation, theme, after, atOnce)
    const last = mentions.at(-1)
    if (!last) break
    after = last._id
    const ids = mentions.map(({ respondent }) => respondent).filter(id => !hidden.has(id))
    const records = new Map(
      (await recordsOf(consultation, await findResponses(ids))).map(record => [record.response._id, record]),
    )
    for (const id of ids) {
      const record = records.get(id)
      if (record) found.push(...tagsOfRule(record, theme, rule, unmarked).map(tag => ({ record, tag })))
    }
  }
  return found.slice(0, mostAtOnce)
}

/** The suggestions of a rule that wait in one response: those that another rule makes too are among them. */
export function tagsOfRule(
  record: CodingRecord,
  theme: string,
  rule: string,
  unmarked: Awaited<ReturnType<typeof heldBack>>,
): Tag[] {
  const waiting = onePerPassage(
    unreviewedTags(
      orderedTags(record).filter(tag => tag.theme === theme),
      record.codings,
    ),
  )
  return waiting
    .filter(tag => !unmarked.some(held => held.text === tag.text && overlap(held, tag)))
    .flatMap(tag => record.tags.find(each => each.rule === rule && samePassage(each, tag)) ?? [])
}
