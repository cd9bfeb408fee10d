import { isMet } from '../../consultations/conditions.ts'
import { hasPipe, piped } from '../../consultations/piping.ts'
import type { Page, Question, Questionnaire } from '../../consultations/questions.ts'
import type { Entered } from './kinds/kind.ts'
import { kindOf } from './kinds/kindOf.ts'

/**
 * The pages that are asked of somebody who has entered this so far: those whose conditions hold, with the questions
 * whose conditions hold, and earlier answers put into their wordings. Whatever is not asked counts as not answered. A
 * page on which nothing is asked is left out.
 */
export function askedPages(questionnaire: Questionnaire, draft: Entered): Page[] {
  if (isPlain(questionnaire)) return questionnaire.pages
  const asked = new Map<string, Question>()
  const answers = (id: string, row?: string) => {
    const question = asked.get(id)
    return question ? kindOf(question).compared(question, draft, row) : []
  }
  const inWords = (id: string) => {
    const question = asked.get(id)
    return question && kindOf(question).shown(question, draft)
  }
  const pages: Page[] = []
  for (const page of questionnaire.pages) {
    if (page.when && !isMet(page.when, answers)) continue
    const questions: Question[] = []
    for (const question of page.questions) {
      if (question.when && !isMet(question.when, answers)) continue
      asked.set(question.id, question)
      questions.push(worded(question, inWords))
    }
    if (questions.length > 0)
      pages.push({
        ...page,
        title: piped(page.title, inWords),
        ...(page.intro === undefined ? {} : { intro: piped(page.intro, inWords) }),
        questions,
      })
  }
  return pages
}

/** A question with earlier answers put into its wording. @param inWords what was answered; undefined where nothing was */
export function worded(question: Question, inWords: (id: string) => string | undefined): Question {
  const say = (words: string) => piped(words, inWords)
  return {
    ...question,
    label: say(question.label),
    ...(question.hint === undefined ? {} : { hint: say(question.hint) }),
    ...(question.type === 'statement' ? { text: question.text.map(say) } : {}),
  } as Question
}

const plain = new WeakMap<Questionnaire, boolean>()

/** Whether everybody is asked the same in the same words, so that nothing need be worked out. */
function isPlain(questionnaire: Questionnaire): boolean {
  const known = plain.get(questionnaire)
  if (known !== undefined) return known
  const found = questionnaire.pages.every(
    ({ title, intro = '', when, questions }) =>
      when === undefined && !hasPipe(title) && !hasPipe(intro) && questions.every(isAlike),
  )
  plain.set(questionnaire, found)
  return found
}

function isAlike(question: Question): boolean {
  const words = [question.label, question.hint ?? '', ...(question.type === 'statement' ? question.text : [])]
  return question.when === undefined && !words.some(hasPipe)
}
