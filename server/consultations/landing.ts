import { lackingWords, langOf } from './languages/spoken.ts'
import { pageShown, pagesOf } from './pages/shown.ts'
import { allQuestions } from './questions.ts'
import { type Consultation, openingOf, questionnaireOf, zoneOf } from './store.ts'

/**
 * What a consultation's first page says: who asks, why, until when, and how the words will be used.
 *
 * @param invited where somebody came by a personal link: where that begins an answer, and where it ends reminders
 */
export async function landing(
  consultation: Consultation,
  now: Date,
  invited?: { start: string; reminders: string },
) {
  const questionnaire = await questionnaireOf(consultation._id, consultation.version)
  const opening = openingOf(consultation, now)
  const questions = allQuestions(questionnaire)
  const lacking = lackingWords(consultation)
  const lang = (name: string) => langOf(lacking, `consultation.${name}`)
  return {
    title: consultation.title,
    pagesAt: pagesOf(consultation),
    langs: {
      title: lang('title'),
      asker: lang('asker'),
      why: lang('why'),
      howUsed: lang('howUsed'),
      contact: lang('contact'),
    },
    asker: consultation.asker,
    why: consultation.why,
    howUsed: consultation.howUsed,
    contact: consultation.contact,
    opening,
    next: opening === 'closed' ? await pageShown(consultation, 'closed') : undefined,
    opens: consultation.opensAt,
    closes: consultation.closesAt,
    zone: zoneOf(consultation),
    start: invited?.start ?? `/c/${consultation._id}/start`,
    reminders: invited?.reminders,
    mayStart: opening === 'open' && (invited !== undefined || consultation.access !== 'invited'),
    needsLink: opening === 'open' && invited === undefined && consultation.access === 'invited',
    reports: `/c/${consultation._id}/reports`,
    pages: questionnaire.pages.length,
    questions: questions.length,
    required: questions.filter(question => question.required).length,
    attaches: questions.some(question => question.type === 'file'),
  }
}
