import { codingsOf, saveCoding } from '../../server/coding/codingStore.ts'
import { begun } from '../../server/coding/history.ts'
import { idOf } from '../../server/database/ids.ts'
import type { Response } from '../../server/responses/response.ts'

/** Settles, for the first thirty characters that a response was coded in with a theme, whether the theme is meant there. */
export async function settle(response: Response, theme: string, verdict: 'accepted' | 'rejected') {
  const [own] = await codingsOf(response.consultation, { respondent: response._id, theme })
  if (!own) throw new Error('it was coded')
  const { consultation, respondent, question, text, start, end, coder, codebookVersion } = own
  const id = idOf('outcome', respondent)
  const place = { id, consultation, respondent, question, text, start, end, theme, coder }
  const adjudicates = { difference: `d ${respondent}`, start: 0, end: 30 }
  const decision = { verdict, stance: 'mixed', origin: 'unaided', codebookVersion, adjudicates } as const
  const act = { at: new Date(), by: coder, action: id, did: 'settled' } as const
  await saveCoding(begun(place, decision, act))
  return id
}
