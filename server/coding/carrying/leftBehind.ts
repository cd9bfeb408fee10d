import type { Span } from '../../../analysis/index.ts'
import { findTexts } from '../../responses/textStore.ts'
import type { StoredCoding } from '../coding.ts'
import { allCodingsOf } from '../codingStore.ts'
import type { CodingRecord } from '../record.ts'
import { locate } from '../span.ts'

/** A coding of an answer that its respondent changed since, and where its words stand in the answer as it is now. */
export type LeftBehind = { coding: StoredCoding; to?: { text: string; span: Span } }

/**
 * A coder’s own codings of answers that were changed since, in their order: those whose words stand so in the answer to
 * the same question now can be carried over. What they coded anew with the same theme there is no more among them.
 */
export async function leftBehind(record: CodingRecord, coder: string): Promise<LeftBehind[]> {
  const { consultation, response, texts, codings } = record
  if (response.revisions.length < 2 || response.state !== 'submitted' || record.blind) return []
  const current = new Set(texts.map(({ _id }) => _id))
  const all = await allCodingsOf(consultation, [response._id])
  const own = all.filter(
    coding =>
      coding.coder === coder &&
      !coding.removed &&
      !coding.adjudicates &&
      coding.audit === undefined &&
      !current.has(coding.text),
  )
  if (own.length === 0) return []
  const before = new Map((await findTexts(own.map(({ text }) => text))).map(text => [text._id, text]))
  return own
    .flatMap((coding): LeftBehind[] => {
      const then = before.get(coding.text)
      const now = texts.find(({ question, kind }) => question === coding.question && kind === then?.kind)
      const isDone = codings.some(
        ({ coder: by, theme, text, replaces }) =>
          by === coder &&
          theme === coding.theme &&
          text === now?._id &&
          (replaces === undefined || replaces === coding.id),
      )
      if (isDone) return []
      const words = then?.text.slice(coding.start, coding.end) ?? ''
      const span = now && locate(now.text, words, coding.start)
      return [{ coding, ...(now && span ? { to: { text: now._id, span } } : {}) }]
    })
    .sort((a, b) => a.coding.start - b.coding.start)
}
