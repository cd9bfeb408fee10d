import { changeReport, findReport, type Report } from '../store.ts'
import { readTemplate } from '../template/read.ts'

/** How often an author who saves at the same moment is waited for. */
const tries = 5

/** A template with a section at its end, but before the note on how it was counted, which stands last. */
export function withSection(template: string, section: string): string {
  const method = /\s*\{\{method\}\}\s*$/.exec(template)
  const before = method ? template.slice(0, method.index) : template
  return [before.trimEnd(), section.trim(), ...(method ? ['{{method}}'] : [])]
    .filter(part => part !== '')
    .join('\n\n')
    .concat('\n')
}

/**
 * Puts a section into a report as it is now, whoever saved it last, and has it rest on the findings that were drafted.
 *
 * @returns what is wrong with the section itself, or that the report is gone; undefined when it is done
 */
export async function insertSection(
  { consultation, _id }: Pick<Report, 'consultation' | '_id'>,
  section: string,
  findings: string[],
): Promise<string | undefined> {
  const [problem] = readTemplate(section).problems
  if (problem) return problem.message
  for (let i = 0; i < tries; i++) {
    const report = await findReport(consultation, _id)
    if (!report) return 'That report is no longer there. Choose another one'
    const change = {
      template: withSection(report.template, section),
      findings: [...new Set([...report.findings, ...findings])],
    }
    if (await changeReport(report, change)) return undefined
  }
  return 'Others are saving that report at this moment. Try again'
}
