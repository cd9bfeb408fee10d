import { allQuestions, type Questionnaire } from './questions.ts'
import { type Consultation, openingOf } from './store.ts'

const days = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'Europe/London',
})
const times = new Intl.DateTimeFormat('en-GB', {
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
  timeZone: 'Europe/London',
})

/** A moment as it is said in London: "11:59 pm on 30 November 2026". */
export function moment(date: Date): string {
  return `${times.format(date)} on ${days.format(date)}`
}

/** The site's first page: what can be answered now, and what can be later. */
export function homePage(consultations: Consultation[], now: Date) {
  const asked = consultations.filter(consultation => consultation.kind === 'open')
  const listed = (opening: 'open' | 'before') =>
    asked
      .filter(consultation => openingOf(consultation, now) === opening)
      .map(({ _id, title, asker, opensAt, closesAt }) => ({
        href: `/c/${_id}`,
        title,
        asker,
        opens: moment(opensAt),
        closes: moment(closesAt),
      }))
  return { title: 'Consultations', open: listed('open'), later: listed('before') }
}

/** What a consultation's first page says: who asks, why, until when, and how the words will be used. */
export function landingPage(consultation: Consultation, questionnaire: Questionnaire, now: Date) {
  const questions = allQuestions(questionnaire)
  return {
    title: consultation.title,
    asker: consultation.asker,
    why: consultation.why,
    howUsed: consultation.howUsed,
    contact: consultation.contact,
    opening: openingOf(consultation, now),
    opens: moment(consultation.opensAt),
    closes: moment(consultation.closesAt),
    start: `/c/${consultation._id}/start`,
    pages: questionnaire.pages.length,
    questions: questions.length,
    required: questions.filter(question => question.required).length,
    attaches: questions.some(question => question.type === 'file'),
  }
}
