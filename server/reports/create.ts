import { newId } from '../database/ids.ts'
import { addReport, listReports, type Report } from './store.ts'

export type NewReport = Pick<Report, 'consultation' | 'title' | 'subtitle' | 'template'> & {
  /** The next one where none is given. */
  number?: number
}

/** Adds a report, numbered after the others. */
export async function createReport({ number, ...said }: NewReport): Promise<Report> {
  const others = await listReports(said.consultation)
  const next = Math.max(0, ...others.map(report => report.number)) + 1
  const report: Report = { _id: newId(), ...said, number: number ?? next, version: 1, createdAt: new Date() }
  await addReport(report)
  return report
}
