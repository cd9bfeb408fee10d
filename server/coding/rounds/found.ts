import type { Span, Stance } from '../../../analysis/index.ts'
import type { Assignment } from '../assignments/assignmentStore.ts'
import type { StoredCoding } from '../coding.ts'
import { decisionAt } from '../history.ts'

/** A passage as one coder coded it by themselves. */
export type FoundPassage = Span & { coding: string; theme: string; stance: Stance; at: Date }

/** What each coder who was done with a text found in it; empty where they found nothing. Texts that fewer than two read are not in it. */
export type Found = {
  text: string
  respondent: string
  question: string
  by: Map<string, FoundPassage[]>
}[]

/**
 * What coders found in the texts that two of them or more were done with: the codings as they stood when each said that
 * nothing more applies. What was changed after that does not count, nor what the machine led to, what a random sample
 * asked about, or what settles a difference.
 *
 * @param texts the current texts of the responses, with their respondents and questions
 */
export function foundBlind(
  texts: { _id: string; respondent: string; question: string }[],
  done: Pick<Assignment, 'coder' | 'response' | 'done'>[],
  codings: StoredCoding[],
): Found {
  const finished = new Map<string, Map<string, Date>>()
  for (const { coder, done: finish } of done)
    for (const text of finish?.texts ?? []) {
      const readers = finished.get(text) ?? new Map<string, Date>()
      if (finish) readers.set(coder, finish.at)
      finished.set(text, readers)
    }
  const passages = new Map<string, FoundPassage[]>()
  for (const coding of codings) {
    const until = finished.get(coding.text)?.get(coding.coder)
    const then = until && decisionAt(coding, until)
    if (!then || !isOwn(then)) continue
    const { id, start, end, theme } = coding
    const key = `${coding.text} ${coding.coder}`
    const at = coding.history[0]?.at ?? coding.at
    passages.set(key, [
      ...(passages.get(key) ?? []),
      { coding: id, start, end, theme, stance: then.stance, at },
    ])
  }
  return texts.flatMap(({ _id, respondent, question }) => {
    const readers = [...(finished.get(_id)?.keys() ?? [])]
    if (readers.length < 2) return []
    const by = new Map(readers.map(coder => [coder, passages.get(`${_id} ${coder}`) ?? []]))
    return { text: _id, respondent, question, by }
  })
}

function isOwn({
  verdict,
  origin,
  audit,
  adjudicates,
}: Pick<StoredCoding, 'verdict' | 'origin' | 'audit' | 'adjudicates'>) {
  return verdict === 'accepted' && origin === 'unaided' && audit === undefined && adjudicates === undefined
}
