import { pagesOf } from '../consultations/pages/shown.ts'
import type { Consultation } from '../consultations/store.ts'
import { say } from '../http/languages/say.ts'
import type { Response } from '../responses/response.ts'
import { becameOf } from './own/became.ts'
import { quotedReports } from './quotedReports.ts'
import { reachOf } from './reach.ts'

/** Where a private link leads back to, and the form that withdraws. */
type Link = { address: string; back: string; csrf: string }

/** What a respondent reads before they withdraw: all that it reaches, and what it cannot. */
export async function withdrawPage(consultation: Consultation, response: Response, link: Link, now: Date) {
  const [{ findings }, { passages, reports }] = await Promise.all([
    reachOf(consultation._id, response._id),
    becameOf(response, now),
  ])
  return {
    title: say('Withdraw your words'),
    service: consultation.title,
    pagesAt: pagesOf(consultation),
    ...link,
    reference: response.reference,
    passages,
    findings: findings.length,
    reports,
  }
}

/** What was done, once they have. */
export async function withdrawnPage(consultation: Consultation, response: Response, now: Date) {
  return {
    title: say('Your words are withdrawn'),
    service: consultation.title,
    pagesAt: pagesOf(consultation),
    reference: response.reference,
    contact: consultation.contact,
    reports: (await quotedReports(response, now)).filter(({ withheld }) => withheld > 0),
  }
}
