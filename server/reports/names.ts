import { kindNames, type Report, type ReportKind } from './store.ts'

type Numbered = Pick<Report, 'kind' | 'number'>

const inSentence: Record<ReportKind, string> = {
  recommendation: 'recommendation',
  summary: 'thematic summary',
  heard: '“You said, we heard”',
  quotes: 'quote bank',
  method: 'method note',
}

/** What a report is called: “Recommendation 4”. */
export function reportName({ kind, number }: Numbered): string {
  return `${kindNames[kind]} ${number}`
}

/** The same inside a sentence: “recommendation 4”. */
export function reportNameInSentence({ kind, number }: Numbered): string {
  return `${inSentence[kind]} ${number}`
}

/** The same for a file or an address: `recommendation-4`, `you-said-we-heard-1`. It never holds words of an author. */
export function reportSlug({ kind, number }: Numbered): string {
  return `${kindNames[kind].toLowerCase().replace(/[^a-z]+/g, '-')}-${number}`
}
