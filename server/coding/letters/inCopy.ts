import type { Span, Tag } from '../../../analysis/index.ts'
import { isForMachine } from '../../responses/response.ts'
import type { Decision } from '../coding.ts'
import { baseOf, originOf } from '../decide.ts'
import type { Place } from '../history.ts'
import type { CodingRecord } from '../record.ts'
import { overlap } from '../span.ts'
import type { Left, LetterBatch } from './letterStore.ts'
import { sameWords } from './sameWords.ts'

/** What a batch puts into one copy, or why it leaves it as it is. */
export type InCopy = { puts: { place: Omit<Place, 'id'>; decision: Decision }[] } | { left: keyof Left }

/**
 * What a decision on a letter's words comes to in one copy of it. As for one suggestion, another theme rejects the one
 * that was suggested, and words elsewhere accept those alone.
 *
 * @param read the text of the copy that was read when it was decided
 * @param text the id of the copy; the record's response sent it
 */
export function inCopy(batch: LetterBatch, read: string, record: CodingRecord, text: string): InCopy {
  const { by, theme, verdict, stance, suggested } = batch
  const copy = record.texts.find(({ _id }) => _id === text)
  const find = (span: Span) => copy && sameWords({ text: read, span }, copy.text)
  const span = find(batch.span)
  if (!span) return { left: 'missing' }
  if (record.response._id !== batch.respondent && !isForMachine(record.response)) return { left: 'byHand' }
  const own = record.codings.filter(
    coding => coding.coder === by && coding.text === text && coding.batch !== batch._id,
  )
  if (own.some(coding => coding.theme === theme && overlap(coding, span))) return { left: 'decided' }
  const at = suggested && find(suggested)
  const tag = at && tagAt(record, text, at, suggested.theme)
  if (verdict === 'rejected' && !tag) return { left: 'missing' }
  const { codebookVersion, ...base } = baseOf(record, text, by)
  const led = suggested
    ? {
        origin: tag ? originOf(tag) : batch.origin,
        rule: tag?.rule ?? suggested.rule,
        ...(tag ? { tag: tag.id } : {}),
      }
    : { origin: batch.origin }
  const put = (where: Span, of: string, as: LetterBatch['verdict']) => ({
    place: { ...base, start: where.start, end: where.end, theme: of },
    decision: { ...led, codebookVersion, stance, verdict: as },
  })
  const puts = [put(span, theme, verdict)]
  // What was suggested itself is decided on too, so that it is not asked again.
  if (at && tag && (theme !== suggested.theme || !overlap(span, at)))
    puts.push(put(at, suggested.theme, 'rejected'))
  return { puts }
}

function tagAt({ tags }: CodingRecord, text: string, span: Span, theme: string): Tag | undefined {
  return tags.find(tag => tag.text === text && tag.theme === theme && overlap(tag, span))
}
