import type { Response } from '../../responses/response.ts'
import { isWhole } from '../readInFull.ts'
import { type Reading, readingsOfResponse } from '../readingStore.ts'
import type { CodingRecord } from '../record.ts'
import { type StartingPoint, startingPointOf } from './startingStore.ts'

/**
 * How somebody meets what the machine suggests on a response: `beside` its words, when they have `asked` for it,
 * `later`, once they have read or begun to code it, or never, as it is `off` or hidden by a `blind` round.
 */
export type Shown = 'beside' | 'asked' | 'later' | 'off' | 'blind'

/** @param mayCode whether they code at all: whoever does not need not have read first */
export async function shownTo(record: CodingRecord, account: string, mayCode: boolean): Promise<Shown> {
  if (record.blind) return 'blind'
  const [starting, readings] = await Promise.all([
    startingPointOf(record.consultation),
    readingsOfResponse(record.consultation, record.response._id),
  ])
  return shownAt(starting, mayCode && !hasMet(record, readings, account))
}

/** @param mustRead whether they are to read the response first */
function shownAt(starting: StartingPoint, mustRead: boolean): Shown {
  if (starting !== 'afterReading') return starting
  return mustRead ? 'later' : 'asked'
}

/** Whether somebody says that they read all of a response, or has coded some of it. */
function hasMet(
  { response, everyCoding }: { response: Response; everyCoding: CodingRecord['everyCoding'] },
  readings: Reading[],
  account: string,
): boolean {
  return (
    readings.some(reading => reading.by === account && isWhole(reading, response)) ||
    everyCoding.some(({ coder, audit, adjudicates }) => coder === account && !audit && !adjudicates)
  )
}
