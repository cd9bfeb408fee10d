import type { CountedFinding } from '../../findings/count.ts'
import type { Evidence } from '../../findings/evidence/store.ts'
import { isPrintable } from '../../findings/states.ts'
import type { PrintableQuote } from '../material.ts'
import type { List } from './grammar.ts'
import type { Writing } from './writing.ts'

/** How often the loops of one report may turn, all together. */
export const mostTurns = 5_000

/** One turn of a loop: what a helper without a name then means. */
type Turn = { finding?: CountedFinding; turn: Writing['turn'] }

/**
 * What a loop goes through: the ready findings that the report rests on, or all where it names none; and, inside such
 * a loop, the quotes and the evidence of that finding. Quotes that may not be printed are passed over.
 */
export function turnsOf(over: List, { report, material, finding }: Writing): Turn[] {
  const findings = [...material.findings.values()].filter(
    each => isPrintable(each.finding.state) && isChosen(each, report.findings ?? []),
  )
  if (over === 'findings') return findings.map(each => ({ finding: each, turn: {} }))
  const about = new Set((finding ? [finding] : findings).map(each => each.finding._id))
  if (over === 'evidence')
    return evidenceOn(about, [...material.evidence.values()]).map(({ key }) => ({ turn: { evidence: key } }))
  const side = over === 'quotes' ? 'quote' : 'counter'
  return [...material.quotes.values()]
    .filter(quote => isQuotable(quote) && quote.source.quote.side === side)
    .filter(quote => about.has(quote.source.quote.finding))
    .map(quote => ({ turn: { quote: quote.standing.key } }))
}

function isChosen({ finding }: CountedFinding, chosen: string[]): boolean {
  return chosen.length === 0 || chosen.includes(finding.key)
}

function isQuotable({ standing }: PrintableQuote): boolean {
  return standing.usable && !standing.narrowed
}

function evidenceOn(findings: Set<string>, evidence: Evidence[]): Evidence[] {
  return evidence.filter(({ bearings }) => bearings.some(({ finding }) => findings.has(finding)))
}
