import { currentWording } from '../../consultations/consentWording.ts'
import { pagesOf } from '../../consultations/pages/shown.ts'
import type { Consultation } from '../../consultations/store.ts'
import { noLongerAllowed } from '../../reports/publication/allowed.ts'
import { publicationsQuoting } from '../../reports/publication/store.ts'
import { withheldWords } from '../../reports/publication/withhold.ts'
import { currentConsent, type Response } from '../../responses/response.ts'

/** What a respondent sees of where they are quoted: the newest version that is out of each report, with their words. */
export async function quotedPage(consultation: Consultation, response: Response, now: Date) {
  const out = (await publicationsQuoting(response._id)).filter(({ publishAt }) => publishAt <= now)
  const newest = new Map<string, (typeof out)[number]>()
  for (const each of out)
    if ((newest.get(each.report)?.version ?? 0) < each.version) newest.set(each.report, each)
  const reports = await Promise.all(
    [...newest.values()].map(async ({ title, slug, version, publishAt, quotes }) => {
      const gone = await noLongerAllowed(quotes)
      return {
        ...{ version, publishAt },
        title: withheldWords(title, gone),
        href: `/c/${consultation._id}/reports/${slug}/versions/${version}`,
        words: quotes
          .filter(quote => quote.respondent === response._id && !gone.includes(quote))
          .map(({ words }) => words),
      }
    }),
  )
  return {
    title: 'Where you are quoted',
    service: consultation.title,
    pagesAt: pagesOf(consultation),
    reference: response.reference,
    contact: consultation.contact,
    allowed: currentWording.choices[currentConsent(response).choice],
    reports: reports.filter(({ words }) => words.length > 0),
  }
}
