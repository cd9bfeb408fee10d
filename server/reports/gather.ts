import type { Consultation } from '../consultations/store.ts'
import { styleOf } from '../consultations/style/store.ts'
import { countFindings } from '../findings/count.ts'
import { countsBy } from '../findings/counts/groups.ts'
import { listEvidence } from '../findings/evidence/store.ts'
import { testimonyQuestions } from '../findings/questions.ts'
import { sourcesOf } from '../findings/quotes/sources.ts'
import { standingOf } from '../findings/quotes/standing.ts'
import { listQuotes } from '../findings/quotes/store.ts'
import { listFindings } from '../findings/store.ts'
import { shownBySector } from './charts/shownBySector.ts'
import type { Material } from './material.ts'
import { readMethodFacts } from './method/facts.ts'
import { callsIn } from './template/callsIn.ts'
import { readTemplate } from './template/read.ts'

/**
 * Reads all that a consultation's reports may call by name, as it is now; of counts by sector and of
 * how it was coded, which cost more, what this template shows.
 */
export async function gather(consultation: Consultation, template = ''): Promise<Material> {
  const { _id } = consultation
  const [questions, findings, evidence, sources, style] = await Promise.all([
    testimonyQuestions(consultation),
    listFindings(_id).then(found => countFindings(_id, found)),
    listEvidence(_id),
    listQuotes(_id).then(sourcesOf),
    styleOf(_id),
  ])
  const numbers = new Map(questions.map(question => [question.id, question.number]))
  const shown = shownBySector(template)
  const sectors = await countsBy(
    'sector',
    _id,
    findings.flatMap(({ finding }) => (shown === 'any' || shown.has(finding.key) ? [finding] : [])),
  )
  return {
    findings: new Map(findings.map(counted => [counted.finding.key, counted])),
    evidence: new Map(evidence.map(item => [item.key, item])),
    quotes: new Map(
      sources.map(source => {
        const standing = standingOf(source)
        const number = numbers.get(source.quote.question)
        return [
          standing.key,
          { source, standing, question: number ? `question ${number}` : 'an earlier question' },
        ]
      }),
    ),
    method: asksForMethod(template)
      ? await readMethodFacts(
          consultation,
          findings.map(({ finding }) => finding),
        )
      : null,
    style,
    sectors,
  }
}

function asksForMethod(template: string): boolean {
  return callsIn(readTemplate(template).parts, 'all').some(call => call.name === 'method')
}
