import { NotFound } from '../../errors.ts'
import type { StoredCoding } from '../coding.ts'
import { actOf } from '../decide.ts'
import { decisionOf, revised } from '../history.ts'
import { change } from '../put.ts'
import type { CodingRecord } from '../record.ts'
import { refreshMentions } from '../refreshMentions.ts'

/** Has a coding of the coder’s own stand as it is, under what its theme means now. @throws NotFound where it is another’s */
export async function keepCoding(record: CodingRecord, coder: string, coding: StoredCoding): Promise<void> {
  if (coding.coder !== coder) throw new NotFound('This coding is not yours to look at again.')
  const { version } = record.codebook
  await change(record.consultation, coding.id, existing =>
    existing && !existing.removed && existing.codebookVersion < version
      ? revised(existing, { ...decisionOf(existing), codebookVersion: version }, actOf(coder, 'kept'))
      : undefined,
  )
  await refreshMentions(record.consultation, [record.response._id])
}
