import type { QuestionOf } from '../../../consultations/questions.ts'
import { say } from '../../../http/languages/say.ts'
import type { Kind } from './kind.ts'

/** Words between questions, to which nothing is answered. */
export const statement: Kind<QuestionOf<'statement'>> = {
  entered: () => ({}),
  isBlank: () => true,
  missing: question => say('Read {{question}}', { question }),
  answer: () => undefined,
  shown: () => undefined,
  compared: () => [],
  field: ({ label, text }) => ({ partial: 'questions/statement', options: { heading: label, text } }),
}
