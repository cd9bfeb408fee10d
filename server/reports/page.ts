import { lookAt } from '../findings/quotes/standing.ts'
import type { Entry } from '../http/entry.ts'
import { formatsOf } from './export/formats.ts'
import { reportHtml } from './export/html.ts'
import type { Material } from './material.ts'
import type { Report } from './store.ts'
import { blocks, calls } from './template/grammar.ts'
import { writeReport } from './template/write.ts'

/** A report's page: its form beside what it comes out as, what stands in the way, and what it may call by name. */
export function reportPage(report: Report, material: Material, entry: Entry | undefined) {
  const written = writeReport(report, material)
  return {
    report,
    values: entry?.values ?? report,
    problems: entry?.problems,
    preview: reportHtml(written, 2),
    held: [...new Set(written.problems.map(problem => problem.message))],
    looks: written.printed.flatMap(
      quote => lookAt(material.quotes.get(quote.key)?.standing ?? neverStands(quote.key)) ?? [],
    ),
    exports: formatsOf('report'),
    quoteExports: formatsOf('quotes'),
    names: namesOf(material),
    helpers: [...Object.values(calls).map(call => call.example), ...Object.values(blocks)],
  }
}

function neverStands(key: string): never {
  throw new Error(`reportPage: ${key} was printed and is not in the material`)
}

/** What a template may call, with enough of each to know it by. */
function namesOf({ findings, quotes, evidence }: Material) {
  return {
    findings: [...findings.values()].map(({ finding }) => ({
      key: finding.key,
      statement: finding.statement,
      draft: finding.state === 'draft',
    })),
    quotes: [...quotes.values()].map(({ standing, source }) => ({
      key: standing.key,
      against: source.quote.side === 'counter',
      words: standing.usable ? standing.words : lookAt(standing),
    })),
    evidence: [...evidence.values()].map(({ key, citation }) => ({ key, citation })),
  }
}
