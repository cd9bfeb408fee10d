import { countWords, type Problem, storedForm } from '../../../analysis/index.ts'
import { longestAnswer, type Page, type Question, type Questionnaire } from '../../consultations/questions.ts'
import type { Draft } from '../draftStore.ts'

/** Characters of a detail of the respondent, which may be printed beside a quote. */
export const longestDetail = 200

/** What is wrong with one page's answers as they are kept; each problem's place is the id of its question. */
export function pageProblems(page: Page, draft: Draft): Problem[] {
  return page.questions.flatMap(question => {
    const message = answerProblem(question, draft)
    return message === undefined ? [] : [{ place: question.id, message }]
  })
}

/** The first page with a problem, or that was never sent; undefined when all is ready. */
export function firstUnfinished(questionnaire: Questionnaire, draft: Draft): Page | undefined {
  return questionnaire.pages.find(
    page => !draft.visited.includes(page.id) || pageProblems(page, draft).length > 0,
  )
}

/** What is wrong with one answer, said so that it can be mended; undefined when nothing is. */
export function answerProblem(question: Question, draft: Draft): string | undefined {
  if (question.type === 'file')
    return question.required && !Object.hasOwn(draft.files, question.id)
      ? `Choose a file for ${quoted(question)}`
      : undefined
  const entered = Object.hasOwn(draft.values, question.id) ? draft.values[question.id] : undefined
  if (isBlank(entered)) return question.required ? missing(question) : undefined
  if (typeof entered !== 'string' || 'options' in question) return undefined
  const most = question.about ? longestDetail : longestAnswer
  return (
    textProblem(entered, `Your answer to ${quoted(question)}`, most) ??
    (question.type === 'longText' ? tooManyWords(question, entered) : undefined)
  )
}

export function isBlank(entered: string | string[] | undefined): boolean {
  if (entered === undefined || entered.length === 0) return true
  return typeof entered === 'string' && !/\S/.test(entered)
}

function missing(question: Question): string {
  if (question.type === 'several') return `Choose at least one answer to ${quoted(question)}`
  if ('options' in question) return `Choose an answer to ${quoted(question)}`
  return `Write an answer to ${quoted(question)}`
}

/** What keeps a text from being stored as it was written; `what` begins the sentence. */
export function textProblem(text: string, what: string, most: number): string | undefined {
  if (text.length > most)
    return `${what} has ${number(text.length)} characters, and at most ${number(most)} can be taken. Shorten it`
  // U+FFFD stands where bytes came in that are no character; a NUL cannot be shown or printed.
  if (/[\uFFFD\0]/.test(text))
    return `${what} holds a character that could not be read, shown as \uFFFD. Find it and write it again`
  const stored = storedForm(text)
  return stored.ok ? undefined : `${what} cannot be kept as it is. ${stored.problem.replace(/\.$/, '')}`
}

function tooManyWords(question: { label: string; wordLimit?: number }, text: string): string | undefined {
  const over = question.wordLimit === undefined ? 0 : countWords(text) - question.wordLimit
  if (over <= 0) return undefined
  return `Shorten your answer to ${quoted(question)} by ${number(over)} ${over === 1 ? 'word' : 'words'}: at most ${number(question.wordLimit ?? 0)} can be taken`
}

function quoted(question: { label: string }): string {
  return `“${question.label}”`
}

function number(value: number): string {
  return value.toLocaleString('en-GB')
}
