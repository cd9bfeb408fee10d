import { currentWording } from '../../consultations/consentWording.ts'
import { pagesOf } from '../../consultations/pages/shown.ts'
import type { Consultation } from '../../consultations/store.ts'
import { say } from '../../http/languages/say.ts'
import { currentConsent, type Response } from '../../responses/response.ts'
import { quotedReports } from '../quotedReports.ts'

/** What a respondent sees of where they are quoted: the newest version that is out of each report, with their words. */
export async function quotedPage(consultation: Consultation, response: Response, now: Date) {
  const reports = await quotedReports(response, now)
  return {
    title: say('Where you are quoted'),
    service: consultation.title,
    pagesAt: pagesOf(consultation),
    reference: response.reference,
    contact: consultation.contact,
    allowed: currentWording().choices[currentConsent(response).choice],
    reports: reports.filter(({ words }) => words.length > 0),
  }
}
