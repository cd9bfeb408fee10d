import type { Problem } from '../../analysis/index.ts'
import { reportName } from './names.ts'
import { changeReport, listReports, type Report, type ReportChange } from './store.ts'
import { readTemplate } from './template/read.ts'

const overtaken: Problem = {
  place: 'overtaken',
  message:
    'Someone else changed this report while you wrote. What you entered is kept below: compare it and save again',
}

/**
 * Changes a report, if it is still in the version that the author saw: its template must be readable, and its number
 * free among the reports of its kind.
 *
 * @param by the account that changes it
 * @returns what stands in the way; empty when it is done
 */
export async function saveReport(
  report: Report,
  { version, ...change }: ReportChange & { version: number },
  by: string,
): Promise<Problem[]> {
  const { problems } = readTemplate(change.template)
  const taken = await takenNumber(report, change.number)
  if (taken) problems.unshift(taken)
  if (problems.length > 0) return problems
  return (await changeReport({ ...report, version }, change, by)) ? [] : [overtaken]
}

async function takenNumber(
  { _id, consultation, kind }: Report,
  number: number,
): Promise<Problem | undefined> {
  const others = await listReports(consultation)
  const other = others.find(report => report.number === number && report.kind === kind && report._id !== _id)
  return (
    other && {
      place: 'number',
      message: `${reportName({ kind, number })} is “${other.title}”. Give that one another number first, or choose another here`,
    }
  )
}
