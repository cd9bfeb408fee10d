import type { CountedFinding } from '../../findings/count.ts'
import { asMarkdown } from './escape.ts'

/** What stands under the page of a finding: "Finding *its-name*: any of outsourcing (27), procurement (14), of 58." */
export function findingNote({ finding, themes, count }: CountedFinding): string {
  const listed = themes.map(theme => `${asMarkdown(theme.name)} (${theme.respondents})`).join(', ')
  const which = themes.length === 1 ? '' : finding.match === 'all' ? 'all of ' : 'any of '
  return `Finding *${asMarkdown(finding.key)}*: ${which}${listed}, of ${count.of}; ${count.supports} in support.`
}
