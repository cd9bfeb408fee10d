import type { HouseStyle, PrintedTable } from '../../analysis/application.ts'
import type { CountedFinding } from '../findings/count.ts'
import type { Evidence } from '../findings/evidence/store.ts'
import type { QuoteSource } from '../findings/quotes/sources.ts'
import type { Standing } from '../findings/quotes/standing.ts'
import type { MethodFacts } from './method/facts.ts'

/** A chosen quote as it stands now, and the place of its question in the questionnaire. */
export type PrintableQuote = { source: QuoteSource; standing: Standing; question: string }

/** All that a template may call by name. One reading of it feeds the page and every export. */
export type Material = {
  quotes: Map<string, PrintableQuote>
  findings: Map<string, CountedFinding>
  evidence: Map<string, Evidence>
  /** What a method note tells besides; null where the template asks for none. */
  method: MethodFacts | null
  /** How the house prints quotes, counts people and calls them. */
  style: HouseStyle
  /** By the name of each finding that the template shows by sector. */
  sectors: Map<string, PrintedTable>
}

/** The finding of a material that has this id; templates call it by its name. */
export function findingById(
  { findings }: Pick<Material, 'findings'>,
  id: string,
): CountedFinding | undefined {
  return [...findings.values()].find(({ finding }) => finding._id === id)
}
