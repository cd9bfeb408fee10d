import { type ReadResponse, settledCodings } from '../../analysis/application.ts'
import { replacedTexts } from '../responses/revising/revisionStore.ts'
import { withdrawnRespondents } from '../responses/store.ts'
import { codingsWithHistory } from './codingStore.ts'
import { readersCopies } from './letters/letterStore.ts'
import { readingsOf } from './readingStore.ts'

/**
 * The responses that were read or coded, in the order in which that first happened, each with the themes that people
 * find in it now: what an outcome overruled they find no more. Passages that were drawn by lot to check the machine are
 * no reading of the response round them, and what was decided on a letter once is a reading of the copy that was read.
 */
export async function readingOrder(consultation: string): Promise<ReadResponse[]> {
  const [all, copies, readings, withdrawn, replaced] = await Promise.all([
    codingsWithHistory(consultation),
    readersCopies(consultation),
    readingsOf(consultation),
    withdrawnRespondents(consultation),
    replacedTexts(consultation),
  ])
  const gone = new Set(withdrawn)
  const met = new Map<string, { at: number; themes: Set<string> }>()
  const meet = (response: string, at: Date) => {
    const known = met.get(response) ?? { at: at.getTime(), themes: new Set<string>() }
    known.at = Math.min(known.at, at.getTime())
    if (!gone.has(response)) met.set(response, known)
    return known
  }
  const codings = all.filter(({ removed, text }) => !removed && !replaced.has(text))
  const settled = new Set(settledCodings(codings))
  for (const coding of codings) {
    const { respondent, theme, verdict, audit, batch, at, history } = coding
    const copy = copies.get(batch ?? '') ?? respondent
    if (audit !== undefined || copy !== respondent) continue
    const response = meet(respondent, history[0]?.at ?? at)
    if (verdict === 'accepted' && settled.has(coding)) response.themes.add(theme)
  }
  for (const { response, at } of readings) meet(response, at)
  return [...met]
    .sort(([a, first], [b, second]) => first.at - second.at || (a < b ? -1 : 1))
    .map(([response, { themes }]) => ({ response, themes: [...themes] }))
}
