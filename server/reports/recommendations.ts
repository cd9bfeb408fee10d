import { type HouseStyle, respondents } from '../../analysis/application.ts'
import type { Problem } from '../../analysis/index.ts'
import type { Consultation } from '../consultations/store.ts'
import type { CountedFinding } from '../findings/count.ts'
import type { Evidence } from '../findings/evidence/store.ts'
import { shareIn } from '../findings/share.ts'
import { htmlFile } from './export/htmlFile.ts'
import { leaksIn } from './export/leaks.ts'
import { gather } from './gather.ts'
import type { Material } from './material.ts'
import { restsProblems } from './rests.ts'
import { listReports, type Report } from './store.ts'
import { asMarkdown } from './template/escape.ts'
import { actionsMarkdown } from './template/helpers/actions.ts'
import { sourceLine } from './template/helpers/evidence.ts'

/** A recommendation with what it rests on, as that is now. */
type Listed = { report: Report; findings: CountedFinding[]; evidence: Evidence[] }

function listed(reports: Report[], { findings, evidence }: Material): Listed[] {
  return reports
    .filter(report => report.kind === 'recommendation')
    .map(report => ({
      report,
      findings: report.findings.flatMap(key => findings.get(key) ?? []),
      evidence: report.evidence.flatMap(key => evidence.get(key) ?? []),
    }))
}

/** The list of recommendations on the desk, and what stands in the way of its export. */
export function recommendationsPage(reports: Report[], material: Material) {
  return {
    recommendations: listed(reports, material).map(({ report, findings, evidence }) => ({
      ...report,
      findings: findings.map(counted => ({
        id: counted.finding._id,
        statement: counted.finding.statement,
        share: `${shareIn(counted)} of ${respondents(counted.count.of, material.style)}`,
      })),
      evidence: evidence.map(({ _id, citation }) => ({ id: _id, citation })),
      held: restsProblems(report, material).map(problem => problem.message),
    })),
  }
}

type ListFile = { ok: true; type: string; file: string; content: string } | { ok: false; problems: Problem[] }

/** The list of recommendations as a file of its own, or all that stands in its way. */
export async function recommendationsFile(
  consultation: Consultation,
  format: 'markdown' | 'html',
): Promise<ListFile> {
  const [reports, material] = await Promise.all([listReports(consultation._id), gather(consultation)])
  const list = listed(reports, material)
  const markdown = recommendationsMarkdown(consultation.title, list, material.style)
  const problems = [
    ...(list.length === 0 ? [{ place: '', message: 'There is no recommendation yet.' }] : []),
    ...list.flatMap(({ report }) =>
      restsProblems(report, material).map(({ message }) => ({
        place: `recommendation-${report.number}`,
        message: `Recommendation ${report.number}: ${message}`,
      })),
    ),
    ...(await leaksIn(consultation._id, markdown, [...material.evidence.values()], [])),
  ]
  if (problems.length > 0) return { ok: false, problems }
  const written = { markdown, notes: [] }
  return format === 'markdown'
    ? { ok: true, type: 'text/markdown; charset=utf-8', file: 'recommendations.md', content: markdown }
    : {
        ok: true,
        type: 'text/html; charset=utf-8',
        file: 'recommendations.html',
        content: htmlFile(`Recommendations: ${consultation.title}`, written),
      }
}

/** Each recommendation below its number, which is a line and no heading outside Markdown. */
function recommendationsMarkdown(title: string, list: Listed[], style: HouseStyle): string {
  return [
    '# Recommendations',
    asMarkdown(title),
    ...list.flatMap(each => recommendationMarkdown(each, style)),
  ]
    .join('\n\n')
    .concat('\n')
}

function recommendationMarkdown({ report, findings, evidence }: Listed, style: HouseStyle): string[] {
  const { number, title, subtitle, actions, addressee } = report
  return [
    `###### RECOMMENDATION ${number}\n## ${asMarkdown(title)}`,
    ...(subtitle === '' ? [] : [asMarkdown(subtitle)]),
    ...(actions.length === 0 ? [] : [actionsMarkdown(actions, addressee)]),
    ...restsMarkdown(
      `What ${style.contributors} told us`,
      findings.map(counted => countedLine(counted, style)),
    ),
    ...restsMarkdown('Evidence from elsewhere', evidence.map(sourceLine)),
  ]
}

function countedLine(counted: CountedFinding, style: HouseStyle): string {
  return `${asMarkdown(counted.finding.statement)} (${shareIn(counted)} of ${respondents(counted.count.of, style)})`
}

function restsMarkdown(heading: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [`### ${heading}`, lines.map(line => `- ${line}`).join('\n')]
}
