import type { Consultation } from '../../consultations/store.ts'
import type { Approval } from '../../findings/approvals/approval.ts'
import { asReady, type SentenceToApprove, sentencesToApprove } from '../../reports/approvals/sentences.ts'
import { gather } from '../../reports/gather.ts'
import { listReports, type Report } from '../../reports/store.ts'
import { writeReport } from '../../reports/template/write.ts'

/** A sentence that a report prints now, or would once its findings are ready, of somebody who asked to see it first. */
export type PrintedSentence = SentenceToApprove & { report: Report }

/**
 * Every such sentence of a consultation's reports, in their order.
 * @param only the id of the one report that is looked through
 */
export async function printedNow(consultation: Consultation, only?: string): Promise<PrintedSentence[]> {
  const reports = (await listReports(consultation._id)).filter(
    ({ _id }) => only === undefined || _id === only,
  )
  if (reports.length === 0) return []
  const templates = reports.map(({ template }) => template).join('\n')
  const material = asReady(await gather(consultation, templates))
  return reports.flatMap(report =>
    sentencesToApprove(writeReport(report, material)).map(sentence => ({ ...sentence, report })),
  )
}

/** Whether an approval is for this sentence. */
export function isOf(approval: Approval, { report, respondent, hash }: PrintedSentence): boolean {
  return approval.report === report._id && approval.respondent === respondent && approval.hash === hash
}
