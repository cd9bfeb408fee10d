import { pageShown, pagesOf } from './pages/shown.ts'
import { allQuestions, type Questionnaire } from './questions.ts'
import { type Consultation, openingOf, zoneOf } from './store.ts'

/** The site's first page: what can be answered now, and what can be later. */
export function homePage(consultations: Consultation[], now: Date) {
  const asked = consultations.filter(consultation => consultation.kind === 'open')
  const listed = (opening: 'open' | 'before') =>
    asked
      .filter(consultation => openingOf(consultation, now) === opening)
      .map(consultation => ({
        href: `/c/${consultation._id}`,
        title: consultation.title,
        asker: consultation.asker,
        opens: consultation.opensAt,
        closes: consultation.closesAt,
        zone: zoneOf(consultation),
      }))
  return { title: 'Consultations', open: listed('open'), later: listed('before') }
}

/** What a consultation's first page says: who asks, why, until when, and how the words will be used. */
export async function landingPage(consultation: Consultation, questionnaire: Questionnaire, now: Date) {
  const opening = openingOf(consultation, now)
  const questions = allQuestions(questionnaire)
  return {
    title: consultation.title,
    pagesAt: pagesOf(consultation),
    asker: consultation.asker,
    why: consultation.why,
    howUsed: consultation.howUsed,
    contact: consultation.contact,
    opening,
    next: opening === 'closed' ? await pageShown(consultation, 'closed') : undefined,
    opens: consultation.opensAt,
    closes: consultation.closesAt,
    zone: zoneOf(consultation),
    start: `/c/${consultation._id}/start`,
    reports: `/c/${consultation._id}/reports`,
    pages: questionnaire.pages.length,
    questions: questions.length,
    required: questions.filter(question => question.required).length,
    attaches: questions.some(question => question.type === 'file'),
  }
}
