import type { StoredCoding } from '../coding.ts'
import type { CodingRecord } from '../record.ts'
import { recordOf } from '../record.ts'
import { responsesBlindTo } from './roundStore.ts'

/**
 * The one rule of what is hidden in a blind round: while it goes on, whoever codes in it sees of its responses neither
 * what the machine nor what others made of them, on any page, whether they are done with the response or not. So
 * whatever they code there is unaided, and looking again before the round is over is no harm. All others see all.
 *
 * @returns the responses of which this is so for somebody; mostly none
 */
export async function hiddenFrom(consultation: string, account: string): Promise<ReadonlySet<string>> {
  return new Set(await responsesBlindTo(consultation, account))
}

/** Whether somebody may see a coding, or, of no coder, what the machine suggests: see {@link hiddenFrom}. */
export type Sees = (made: Pick<StoredCoding, 'respondent' | 'coder'>) => boolean

export async function whatSees(consultation: string, account: string): Promise<Sees> {
  const hidden = await hiddenFrom(consultation, account)
  return ({ respondent, coder }) => coder === account || !hidden.has(respondent)
}

/** A response with what is coded on it, as far as somebody may see it: see {@link hiddenFrom}. @throws NotFound as `recordOf` does */
export async function recordSeenBy(
  account: string,
  consultation: string,
  response: string,
): Promise<CodingRecord> {
  const [record, hidden] = await Promise.all([
    recordOf(consultation, response),
    hiddenFrom(consultation, account),
  ])
  return hidden.has(response) ? withoutOthers(record, account) : record
}

function withoutOthers(record: CodingRecord, account: string): CodingRecord {
  return {
    ...record,
    tags: [],
    codings: record.codings.filter(({ coder }) => coder === account),
    everyCoding: record.everyCoding.filter(({ coder }) => coder === account),
    blind: true,
  }
}
