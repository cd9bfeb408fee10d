import { type Answers, type Condition, comparisonsOf, isMet } from '../../consultations/conditions.ts'
import { pipedIn } from '../../consultations/piping.ts'
import type { Page, Question, QuestionType } from '../../consultations/questions.ts'
import { type Answering, askedOf, askedOn } from './answering.ts'
import { worded } from './asked.ts'
import { type Form, textIn } from './form.ts'
import { kindOf } from './kinds/kindOf.ts'

/** The hidden field of a page of questions that names those which it asks; no id of a question begins so. */
const asksField = '_asks'

/** A question of a page, which may wait for other answers of the page. */
export type PageQuestion = {
  question: Question
  /** Whether it is not asked with what is saved now. */
  waits: boolean
  /** When it is asked, by answers of its page alone, for a script to ask it at once; absent: a script cannot tell. */
  when?: Condition
}

/**
 * The questions of a page, with those that wait for other answers of the page. What waits for a file, or has an answer
 * of the page in its wording, is asked once the page is saved: a script cannot tell.
 *
 * @param page as it is asked of this respondent
 */
export function questionsOn(answering: Answering, page: Page): PageQuestion[] {
  const all = answering.questionnaire.pages.find(({ id }) => id === page.id)?.questions ?? []
  if (all.every(({ when }) => when === undefined))
    return page.questions.map(question => ({ question, waits: false }))
  const own = new Map(all.map(question => [question.id, question]))
  const before = askedBefore(answering, page)
  const { draft } = answering
  const answers: Answers = (id, row) => {
    const question = before.get(id)
    return question ? kindOf(question).compared(question, draft, row) : []
  }
  const inWords = (id: string) => {
    const question = before.get(id)
    return question && kindOf(question).shown(question, draft)
  }
  return all.flatMap((question): PageQuestion[] => {
    const asked = page.questions.find(({ id }) => id === question.id)
    const when = question.when && settled(question.when, own, answers)
    const waits = typeof when === 'object'
    const told = waits && canBeTold(question, when, own) ? { when } : {}
    if (asked) return [{ question: asked, waits: false, ...told }]
    return waits ? [{ question: worded(question, inWords), waits, ...told }] : []
  })
}

/** What was asked on the pages before this one. */
function askedBefore(answering: Answering, page: Page): Map<string, Question> {
  const pages = askedOf(answering)
  const at = pages.findIndex(({ id }) => id === page.id)
  return new Map(pages.slice(0, at).flatMap(each => each.questions.map(question => [question.id, question])))
}

/** A condition by the answers of one page alone, or whether it holds whatever is answered there. */
function settled(condition: Condition, own: Map<string, Question>, answers: Answers): Condition | boolean {
  const all = (conditions: Condition[]) => conditions.map(each => settled(each, own, answers))
  const isOpen = (each: Condition | boolean): each is Condition => typeof each === 'object'
  if ('all' in condition) {
    const parts = all(condition.all)
    const open = parts.filter(isOpen)
    return parts.includes(false) ? false : open.length === 0 || { all: open }
  }
  if ('any' in condition) {
    const parts = all(condition.any)
    const open = parts.filter(isOpen)
    return parts.includes(true) || (open.length > 0 && { any: open })
  }
  if ('not' in condition) {
    const part = settled(condition.not, own, answers)
    return isOpen(part) ? { not: part } : !part
  }
  return own.has(condition.question) ? condition : isMet(condition, answers)
}

function canBeTold(question: Question, when: Condition, own: Map<string, Question>): boolean {
  const words = [question.label, question.hint ?? '', ...(question.type === 'statement' ? question.text : [])]
  return (
    comparisonsOf(when).every(each => own.get(each.question)?.type !== 'file') &&
    !words.flatMap(pipedIn).some(id => own.has(id))
  )
}

/** The types of the questions that conditions compare, by id, for a script to read their answers. */
export function comparedTypes(questions: PageQuestion[]): Record<string, QuestionType> {
  const comparisons = questions.flatMap(({ when }) => (when ? comparisonsOf(when) : []))
  const compared = new Set(comparisons.map(({ question }) => question))
  const types = questions.map(({ question: { id, type } }) => [id, type] as const)
  return Object.fromEntries(types.filter(([id]) => compared.has(id)))
}

/** What a form tells later of the questions that it asks. */
export function asksOf({ questions }: Page): string {
  return questions.map(({ id }) => id).join(' ')
}

/** The ids of the questions that a form asked; where it does not say, those that its page asks with what is saved. */
export function askedBy(form: Form, answering: Answering, page: Page): Set<string> {
  const asks = textIn(form, asksField)
  return asks === undefined ? askedOn(answering, page) : new Set(asks.split(' '))
}
