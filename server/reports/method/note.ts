import type { HouseStyle } from '../../../analysis/application.ts'
import type { CountedFinding } from '../../findings/count.ts'
import { asMarkdown } from '../template/escape.ts'
import { codingWords } from './coding.ts'
import { oneCountWords, scaleWords } from './counts.ts'
import { commonWords, countTable } from './countTable.ts'
import type { MethodFacts } from './facts.ts'
import { peopleWords } from './people.ts'

/**
 * How a report counted, as Markdown: who answered, how its findings are counted, what its words mean, how it was coded
 * and read. One finding's count is told in sentences; of several, what they share is said once and the rest is a table.
 */
export function methodNote(facts: MethodFacts, findings: CountedFinding[], style: HouseStyle): string {
  const [only] = findings
  const several = findings.length > 1
  const counts = several ? commonWords(findings) : only ? oneCountWords(only, style) : []
  const after = [
    'Silence is not counted as disagreement.',
    ...(facts.approach === 'reflexive' ? [] : scaleWords(findings)),
  ]
  const paragraphs = several
    ? [peopleWords(facts, style), counts, after, codingWords(facts, findings, style)]
    : [peopleWords(facts, style), [...counts, ...after], codingWords(facts, findings, style)]
  const [first = '', second = '', ...rest] = paragraphs.map(words => asMarkdown(words.join(' ')))
  return [`*How we counted.* ${first}`, second, ...(several ? [countTable(findings)] : []), ...rest].join(
    '\n\n',
  )
}
