import { allQuestions, type Question, type Questionnaire } from './questions.ts'

/** `{{id}}`, or `{{id|other words}}` with what is said where nothing was answered. */
const pipe = /\{\{\s*([a-z][a-z0-9_-]*)\s*(?:\|([^{}]*))?\}\}/gi

/** What is said where nothing was answered and no other words are given. */
const nothing = '…'

export function hasPipe(words: string): boolean {
  return words.includes('{{')
}

/** The ids of the questions whose answers a wording holds. */
export function pipedIn(words: string): string[] {
  return [...words.matchAll(pipe)].map(([, id = '']) => id)
}

/** A wording with what was answered put into it. @param answerTo in words; undefined where nothing was answered */
export function piped(words: string, answerTo: (question: string) => string | undefined): string {
  if (!hasPipe(words)) return words
  return words.replace(pipe, (_, id: string, other?: string) => answerTo(id) ?? other?.trim() ?? nothing)
}

/** The same wording with another id for one question. */
export function repiped(words: string, from: string, to: string): string {
  return words.replaceAll(/\{\{\s*([^{}|]+?)\s*(\|[^{}]*)?\}\}/g, (whole, id, other = '') =>
    id === from ? `{{${to}${other}}}` : whole,
  )
}

/** A wording as those read it who did not answer: in the place of each answer stands what was asked. */
export function worded(words: string, questions: Question[]): string {
  return piped(words, id => {
    const question = questions.find(each => each.id === id)
    return question && `[${question.label}]`
  })
}

/** All that a questionnaire asks, in order, worded for those who did not answer. */
export function wordedQuestions(questionnaire: Pick<Questionnaire, 'pages'>): Question[] {
  const questions = allQuestions(questionnaire)
  return questions.map(question => ({
    ...question,
    label: worded(question.label, questions),
    ...(question.hint === undefined ? {} : { hint: worded(question.hint, questions) }),
  }))
}
