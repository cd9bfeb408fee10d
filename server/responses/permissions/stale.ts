import type { Problem } from '../../../analysis/index.ts'
import { allQuestions } from '../../consultations/questions.ts'
import { say } from '../../http/languages/say.ts'
import { type Answering, askedOf } from '../answering/answering.ts'
import { givenTo, marksOf } from './given.ts'
import { missingMarks } from './marks.ts'

/**
 * What was marked as not for quotation and is not in its answer any more, since that was changed: its author must look
 * again, else the words that took its place would go without the mark.
 */
export async function staleMarks(answering: Answering): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const question of allQuestions({ pages: askedOf(answering) })) {
    const marked = marksOf(answering, question.id)
    const given = marked.length > 0 ? await givenTo(answering, question) : undefined
    if (given && missingMarks(given.text, marked).length > 0)
      problems.push({
        place: 'single',
        message: say(
          'You changed your answer to “{{label}}” after you marked passages of it as not for quotation. Look at its passages again',
          { label: question.label },
        ),
      })
  }
  return problems
}
