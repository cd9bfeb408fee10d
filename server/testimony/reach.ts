import { codingsOf } from '../coding/codingStore.ts'
import { quoteKey, quotesOfRespondent } from '../findings/quotes/store.ts'
import { type Finding, findingsByIds } from '../findings/store.ts'
import { reportName } from '../reports/names.ts'
import { publicationsQuoting } from '../reports/publication/store.ts'

/** What rests on one respondent's words, and stops doing so when they withdraw. */
export type Reach = {
  /** Passages that people coded, accepted or rejected. */
  codings: number
  /** Findings that quote them, with the names of those quotes. */
  findings: { finding: Pick<Finding, '_id' | 'statement'>; quotes: string[] }[]
  /** Versions of published reports that print them. */
  publications: { name: string; title: string; version: number }[]
}

export async function reachOf(consultation: string, respondent: string): Promise<Reach> {
  const [codings, quotes, publications] = await Promise.all([
    codingsOf(consultation, { respondent }),
    quotesOfRespondent(consultation, respondent),
    publicationsQuoting(respondent),
  ])
  const findings = await findingsByIds(consultation, [...new Set(quotes.map(quote => quote.finding))])
  return {
    codings: codings.length,
    publications: publications.map(({ kind, number, title, version }) => ({
      ...{ name: reportName({ kind, number }), title, version },
    })),
    findings: findings.map(({ _id, statement }) => ({
      finding: { _id, statement },
      quotes: quotes.filter(quote => quote.finding === _id).map(quoteKey),
    })),
  }
}
