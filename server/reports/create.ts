import { newId } from '../database/ids.ts'
import { addReport, listReports, type Report } from './store.ts'

export type NewReport = Pick<Report, 'consultation' | 'title' | 'subtitle' | 'template'> &
  Partial<Pick<Report, 'kind' | 'actions' | 'addressee' | 'findings' | 'evidence'>> & {
    /** The next one of its kind where none is given. */
    number?: number
    /** The account that makes it. */
    by?: string
  }

const bare: Pick<Report, 'kind' | 'actions' | 'addressee' | 'findings' | 'evidence'> = {
  kind: 'recommendation',
  actions: [],
  addressee: '',
  findings: [],
  evidence: [],
}

/** Adds a report, a recommendation unless told otherwise, numbered after the others of its kind. */
export async function createReport({ number, by, ...said }: NewReport): Promise<Report> {
  const words = { ...bare, ...said }
  const others = (await listReports(said.consultation)).filter(report => report.kind === words.kind)
  const next = Math.max(0, ...others.map(report => report.number)) + 1
  const report: Report = { _id: newId(), ...words, number: number ?? next, version: 1, createdAt: new Date() }
  if (by) report.changed = { by, at: report.createdAt }
  await addReport(report)
  return report
}
