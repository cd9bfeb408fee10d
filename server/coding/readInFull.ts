import { currentTexts } from '../responses/currentTexts.ts'
import type { Response } from '../responses/response.ts'
import { findResponses } from '../responses/store.ts'
import { type Reading, readingsOf } from './readingStore.ts'

/** Whether this reading was of all that the respondent says now. */
export function isWhole(reading: Pick<Reading, 'texts'>, response: Pick<Response, 'revisions'>): boolean {
  const read = new Set(reading.texts)
  return currentTexts(response).every(text => read.has(text))
}

/** How many responses that stand somebody says they read in full, as they are now. */
export async function countReadInFull(consultation: string): Promise<number> {
  const readings = new Map<string, Reading[]>()
  for (const reading of await readingsOf(consultation))
    readings.set(reading.response, [...(readings.get(reading.response) ?? []), reading])
  const ids = [...readings.keys()]
  let read = 0
  for (let from = 0; from < ids.length; from += 500)
    for (const response of await findResponses(ids.slice(from, from + 500)))
      if (response.state === 'submitted' && readings.get(response._id)?.some(each => isWhole(each, response)))
        read++
  return read
}
