import type { Problem } from '../../analysis/index.ts'
import type { CountedFinding } from './count.ts'
import { unseenWords } from './notPrintable.ts'
import { lookAt, type Standing } from './quotes/standing.ts'

/** What stands between a finding and being ready; `place` is a field of its page. */
export function missingFrom(
  { finding, themes, count, opposing }: CountedFinding,
  quotes: Standing[],
): Problem[] {
  const problems: Problem[] = []
  const miss = (place: string, message: string) => problems.push({ place, message })
  if (finding.statement === '') miss('statement', 'Say what the finding claims.')
  if (finding.text === '') miss('text', 'Write what a report says of it.')
  if (themes.length === 0)
    miss('themes', 'Choose the themes that it rests on: none of those it names is in the codebook.')
  else if (finding.scope.length === 0) miss('scope', 'Choose the questions that it is about.')
  else if (count.supports === 0)
    miss(
      'count',
      'No respondent supports it yet. Accept passages on its themes that speak for the claim, or change the claim.',
    )
  if (opposing.unseen > 0) miss('opposing', `Read what speaks against it: ${unseenWords(opposing.unseen)}`)
  for (const quote of quotes) {
    const stops = quote.usable ? quote.unapproved : lookAt(quote)
    if (stops) miss('quotes', stops)
  }
  return problems
}
