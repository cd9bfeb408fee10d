import type { Problem } from '../../../analysis/index.ts'
import type { Consultation } from '../../consultations/store.ts'
import { newId } from '../../database/ids.ts'
import { gather } from '../gather.ts'
import type { Report } from '../store.ts'
import { writeReport } from '../template/write.ts'
import { anchoredSentences, sentenceKey } from './anchor.ts'
import { addComment } from './commentStore.ts'

/**
 * Says something about a report, or about one sentence of it as it comes out now.
 *
 * @returns what stands in the way; empty when it is done
 */
export async function comment(
  consultation: Consultation,
  report: Report,
  { words, sentence, by }: { words: string; sentence: string; by: string },
): Promise<Problem[]> {
  const said = {
    _id: newId(),
    consultation: consultation._id,
    report: report._id,
    by,
    at: new Date(),
    words,
    replies: [],
  }
  if (sentence === '') {
    await addComment(said)
    return []
  }
  const written = writeReport(report, await gather(consultation, report.template))
  const found = anchoredSentences(report._id, written).find(({ anchor }) => sentenceKey(anchor) === sentence)
  const message =
    'The sentence was changed while you wrote. Your comment is kept below: choose the sentence again, or the whole report'
  if (!found) return [{ place: 'sentence', message }]
  await addComment({ ...said, anchor: found.anchor })
  return []
}
