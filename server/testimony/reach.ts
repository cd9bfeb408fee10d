import { codingsOf } from '../coding/codingStore.ts'
import { quoteKey, quotesOfRespondent } from '../findings/quotes/store.ts'
import { type Finding, findingsByIds } from '../findings/store.ts'

/** What rests on one respondent's words, and stops doing so when they withdraw. */
export type Reach = {
  /** Passages that people coded, accepted or rejected. */
  codings: number
  /** Findings that quote them, with the names of those quotes. */
  findings: { finding: Pick<Finding, '_id' | 'statement'>; quotes: string[] }[]
}

export async function reachOf(consultation: string, respondent: string): Promise<Reach> {
  const [codings, quotes] = await Promise.all([
    codingsOf(consultation, { respondent }),
    quotesOfRespondent(consultation, respondent),
  ])
  const findings = await findingsByIds(consultation, [...new Set(quotes.map(quote => quote.finding))])
  return {
    codings: codings.length,
    findings: findings.map(({ _id, statement }) => ({
      finding: { _id, statement },
      quotes: quotes.filter(quote => quote.finding === _id).map(quoteKey),
    })),
  }
}
