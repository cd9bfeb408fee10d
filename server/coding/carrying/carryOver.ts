import { actOf, baseOf } from '../decide.ts'
import { decisionOf } from '../history.ts'
import { put } from '../put.ts'
import type { CodingRecord } from '../record.ts'
import { refreshMentions } from '../refreshMentions.ts'
import { leftBehind } from './leftBehind.ts'

/**
 * Has a coder’s decisions stand for the same words in the answers as they are now, as one act. They are no first
 * reading of these: each says which coding it stands for, and that one stays as it was. Themes that went out of use
 * since are left behind.
 *
 * @returns how many were carried over
 */
export async function carryOver(record: CodingRecord, coder: string): Promise<number> {
  const inUse = new Set(record.codebook.themes.flatMap(({ id, archived }) => (archived ? [] : id)))
  const act = actOf(coder, 'carried')
  let carried = 0
  for (const { coding, to } of await leftBehind(record, coder)) {
    if (!to || !inUse.has(coding.theme)) continue
    const { codebookVersion: _now, ...base } = baseOf(record, to.text, coder)
    await put(
      { ...base, ...to.span, theme: coding.theme },
      { ...decisionOf(coding), replaces: coding.id },
      act,
    )
    carried++
  }
  await refreshMentions(record.consultation, [record.response._id])
  return carried
}
