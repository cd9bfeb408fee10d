import type { Problem } from '../../../analysis/index.ts'
import { langOf } from '../../consultations/languages/spoken.ts'
import { pagesOf } from '../../consultations/pages/shown.ts'
import type { Page } from '../../consultations/questions.ts'
import { draftsKeptUntil } from '../../consultations/running/kept.ts'
import { graceEnds, zoneOf } from '../../consultations/store.ts'
import { say } from '../../http/languages/say.ts'
import { othersAddress } from '../joint/othersPage.ts'
import { newTab, seenOf } from '../joint/seen.ts'
import { type Answering, addressOf, askedOf } from './answering.ts'
import { pageProblems, questionAt } from './checks.ts'
import { fieldOf } from './fields.ts'
import { withLanguages } from './markLanguage.ts'
import { asksOf, comparedTypes, type PageQuestion, questionsOn } from './revealing.ts'

/** What every page of a draft says of itself: whose questions these are, and how to come back. */
export function framePart(answering: Answering, baseUrl: string, csrf: string) {
  return {
    service: answering.consultation.title,
    pagesAt: pagesOf(answering.consultation),
    csrf,
    link: `${baseUrl}/answer/${answering.token}`,
    // To an address that is checked for who began it.
    mail: answering.colleague ? undefined : `/mail/${answering.token}`,
    // For who began it, and has not sent it yet.
    share: answering.colleague || answering.draft.revises ? undefined : othersAddress(answering),
    closes: answering.consultation.closesAt,
    until: graceEnds(answering.consultation),
    hasGrace: answering.consultation.graceMinutes !== undefined,
    inGrace: answering.inGrace,
    kept: draftsKeptUntil(answering.consultation),
    zone: zoneOf(answering.consultation),
    // It is finished on the version on which it was begun.
    isOlder: answering.draft.version < answering.consultation.version,
    // Where changes of what was sent can be thrown away.
    ...(answering.draft.revises ? { revising: `/revise/${answering.token}` } : {}),
  }
}

/** Pages that a question's page may have been opened from to change an answer, and to which it returns. */
export const origins = ['check', 'declaration'] as const
export type From = (typeof origins)[number] | undefined

export function fromIn(value: unknown): From {
  return origins.find(origin => origin === value)
}

/**
 * A page of questions with what was entered; `told` shows what is wrong with it.
 *
 * @param page as it is asked of this respondent
 */
export function questionPage(answering: Answering, page: Page, told: boolean, from: From) {
  const pages = askedOf(answering)
  const at = pages.findIndex(({ id }) => id === page.id)
  const before = pages[at - 1]
  const { refused } = answering.draft
  const turnedAway = page.questions.flatMap(({ id }) =>
    Object.hasOwn(refused, id) ? [{ place: id, message: refused[id]?.message ?? '' }] : [],
  )
  const problems = told
    ? firstOfEach([...turnedAway, ...pageProblems(page, answering.draft)])
    : new Map<string, Problem>()
  const questions = questionsOn(answering, page)
  const shown = questions.filter(({ waits, when }) => !waits || when)
  const fieldIn = ({ question, waits, when }: PageQuestion) => ({
    ...withLanguages(
      fieldOf(question, answering.draft, problems.get(question.id)?.message),
      question,
      answering.lacking,
    ),
    ...(when ? { asked: { id: question.id, when: JSON.stringify(when), label: question.label, waits } } : {}),
  })
  return {
    title: page.title,
    caption: say('Page {{number}} of {{pages}}', { number: at + 1, pages: pages.length }),
    titleLang: langOf(answering.lacking, `page.${page.id}.title`),
    intro: page.intro,
    introLang: langOf(answering.lacking, `page.${page.id}.intro`),
    back: from
      ? addressOf(answering, from)
      : before
        ? addressOf(answering, before.id)
        : `/c/${answering.consultation._id}`,
    action: addressOf(answering, page.id),
    from,
    seen: seenOf({ questions: shown.map(({ question }) => question) }, answering.draft),
    asks: asksOf(page),
    compared: shown.some(({ when }) => when) ? JSON.stringify(comparedTypes(shown)) : undefined,
    // What other answers of the page decide is asked at once by a script, and else once the page is saved.
    asksLater: shown.length < questions.length,
    asksLaterWithoutScript: shown.some(({ waits }) => waits),
    tab: newTab(),
    first: at === 0,
    withFiles: page.questions.some(question => question.type === 'file'),
    problems: problems.size > 0 ? page.questions.flatMap(({ id }) => problems.get(id) ?? []) : undefined,
    fields: shown.map(fieldIn),
  }
}

/** One problem a question: what the summary lists, in the order of the page, and the fields repeat. */
function firstOfEach(problems: Problem[]): Map<string, Problem> {
  const first = new Map<string, Problem>()
  for (const problem of problems) {
    const question = questionAt(problem.place)
    if (!first.has(question)) first.set(question, problem)
  }
  return first
}

/** Where one goes from a page that is in order. */
export function nextAddress(answering: Answering, page: Page, from: From): string {
  const pages = askedOf(answering)
  const next = pages[pages.findIndex(({ id }) => id === page.id) + 1]
  return addressOf(answering, from ?? next?.id ?? 'check')
}
