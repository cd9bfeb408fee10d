import type { Question } from '../../consultations/questions.ts'
import { say } from '../../http/languages/say.ts'
import type { Draft } from '../draftStore.ts'
import type { Field } from './kinds/kind.ts'
import { kindOf } from './kinds/kindOf.ts'

/** The field of a question with what was entered, and with `message` where that is wrong. */
export function fieldOf(question: Question, draft: Draft, message: string | undefined): Field {
  const common = {
    id: question.id,
    name: question.id,
    ...(question.hint ? { hint: { text: question.hint } } : {}),
    ...(message ? { errorMessage: { text: message } } : {}),
  }
  const heading = question.required ? question.label : say('{{label}} (optional)', { label: question.label })
  return kindOf(question).field(question, draft, common, heading)
}
