import type { Stance } from '../../../analysis/index.ts'
import { newId } from '../../database/ids.ts'
import { codingsOfBatch, countOfBatch } from '../codingStore.ts'
import { actOf, baseOf } from '../decide.ts'
import { putInBatch } from '../inBatch.ts'
import { refreshMentions } from '../refreshMentions.ts'
import type { WaitingTag } from './ofRule.ts'

/**
 * Decides alike on several suggestions of one rule, as one act. What was decided on in between stays as it is. Each
 * coding names the batch, so that whatever a killed process has written of it is undone with the rest.
 *
 * @returns the batch; its id is that of the action in the history of each coding
 */
export async function decideSeveral(
  consultation: string,
  coder: string,
  waiting: WaitingTag[],
  { verdict, stance }: { verdict: 'accepted' | 'rejected'; stance: Stance },
): Promise<string> {
  const batch = newId()
  const act = { ...actOf(coder, verdict), action: batch }
  for (const { record, tag } of waiting) {
    const { codebookVersion, ...base } = baseOf(record, tag.text, coder)
    const { start, end, theme } = tag
    const decision = {
      ...{ verdict, stance, codebookVersion },
      ...{ origin: 'rule' as const, tag: tag.id, rule: tag.rule },
    }
    await putInBatch({ ...base, start, end, theme }, decision, act)
  }
  await refreshMentions(consultation, [...new Set(waiting.map(({ record }) => record.response._id))])
  return batch
}

/** A batch that somebody made here: how many of its codings there are, and how many stand; undefined where there is none. */
export async function batchOf(batch: string, limit: number) {
  const codings = await codingsOfBatch(batch, '', limit)
  return codings.length === 0 ? undefined : { all: codings.length, standing: await countOfBatch(batch) }
}
