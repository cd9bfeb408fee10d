import type { Question, QuestionOf } from '../../consultations/questions.ts'

/**
 * A question whose answers are counted: whatever is chosen, rated, ordered, given in figures or as a day, and what
 * respondents say of themselves in general words. An organisation's name stands with its respondent's, and is not.
 */
export type ClosedQuestion =
  | QuestionOf<'one' | 'several' | 'scale' | 'dropdown' | 'rating' | 'ranking' | 'matrix' | 'number' | 'date'>
  | (QuestionOf<'shortText'> & { about: 'role' | 'sector' | 'nation' })

export function isClosed(question: Question): question is ClosedQuestion {
  if (question.type === 'shortText') return question.about !== undefined && question.about !== 'organisation'
  if (question.about === 'organisation') return false
  return !['longText', 'email', 'file', 'statement'].includes(question.type)
}
