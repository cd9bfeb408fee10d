import type { Consultation } from '../consultations/store.ts'
import { notPrintable } from '../findings/notPrintable.ts'
import { lookAt } from '../findings/quotes/standing.ts'
import type { Entry } from '../http/entry.ts'
import { approvalLines } from './approvals/ledgerLines.ts'
import { approvalProblems } from './approvals/sentences.ts'
import { formatsOf } from './export/formats.ts'
import { reportHtml } from './export/html.ts'
import { lackingInPdf } from './export/pdf/pdfFile.ts'
import { unmarkedProblems } from './ledger/ledger.ts'
import { ledgerTable, withSentenceMarks } from './ledger/page.ts'
import { reportWording } from './ledger/wording.ts'
import type { Material } from './material.ts'
import { reportName } from './names.ts'
import { restsProblems } from './rests.ts'
import type { Report } from './store.ts'
import { blocks, calls } from './template/grammar.ts'
import { writeReport } from './template/write.ts'

/** A report's page: its form beside what it comes out as, what stands in the way, and what it may call by name. */
export function reportPage(
  report: Report,
  material: Material,
  consultation: Consultation,
  entry: Entry | undefined,
) {
  const written = writeReport(report, material)
  const values: Record<string, unknown> = entry?.values ?? report
  const marked = withSentenceMarks(written.markdown, written.ledger)
  return {
    report,
    name: reportName(report),
    isRecommendation: report.kind === 'recommendation',
    values: { ...values, actions: [values.actions ?? []].flat().join('\n') },
    problems: entry?.problems,
    preview: reportHtml({ ...written, markdown: marked }, 2),
    held: [
      ...new Set(
        [
          ...written.problems,
          ...restsProblems(report, material),
          ...unmarkedProblems(written.ledger),
          ...approvalProblems(report._id, written),
        ].map(problem => problem.message),
      ),
    ],
    looks: written.printed.flatMap(
      quote => lookAt(material.quotes.get(quote.key)?.standing ?? neverStands(quote.key)) ?? [],
    ),
    exports: formatsOf('report'),
    lacking: lackingInPdf(written),
    quoteExports: formatsOf('quotes'),
    wording: reportWording(written, material, report.template).map(problem => problem.message),
    ledger: ledgerTable(written.ledger, material, consultation, approvalLines(report._id, written)),
    names: namesOf(material),
    rests: restChoices(material, values),
    helpers: [...Object.values(calls), ...Object.values(blocks)].map(form => form.example),
  }
}

function neverStands(key: string): never {
  throw new Error(`reportPage: ${key} was printed and is not in the material`)
}

/** The findings and the evidence that a recommendation may rest on, with those ticked that it does. */
function restChoices({ findings, evidence }: Material, values: Record<string, unknown>) {
  const isChosen = (field: string, key: string) => [values[field]].flat().includes(key)
  return {
    findings: [...findings.values()].map(({ finding: { key, statement } }) => ({
      value: key,
      label: statement,
      chosen: isChosen('findings', key),
    })),
    evidence: [...evidence.values()].map(({ key, citation }) => ({
      value: key,
      label: citation,
      chosen: isChosen('evidence', key),
    })),
  }
}

/** What a template may call, with enough of each to know it by. */
function namesOf({ findings, quotes, evidence }: Material) {
  return {
    findings: [...findings.values()].map(counted => ({
      key: counted.finding.key,
      statement: counted.finding.statement,
      waits: notPrintable(counted),
    })),
    quotes: [...quotes.values()].map(({ standing, source }) => ({
      key: standing.key,
      against: source.quote.side === 'counter',
      words: standing.usable ? standing.words : lookAt(standing),
    })),
    evidence: [...evidence.values()].map(({ key, citation }) => ({ key, citation })),
  }
}
