import { z } from 'zod'
import type { AttributionChoice } from '../../../analysis/index.ts'
import { prose } from '../../http/fields.ts'
import { phrase, say } from '../../http/languages/say.ts'
import type { Said } from './answer.ts'

/** What somebody is asked to approve. */
export const askForm = z.object({
  report: z.string().max(100),
  respondent: z.string().max(100),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})

/** What a respondent may choose: these, and to be quoted by their role or without their name. */
export const answerChoices = ['approved', 'role', 'unnamed', 'shorter', 'refused', 'never'] as const
export type AnswerChoice = (typeof answerChoices)[number]

/** A respondent's answer. @param offered the choices that their page had */
export function answerForm(offered: readonly AnswerChoice[]) {
  return z.object({
    answer: z
      .enum(answerChoices, { error: say('Choose what may be done with the sentence') })
      .refine(value => offered.includes(value), say('Choose again: what you allow has changed since')),
    comment: prose(phrase('your comment'), 2_000).default(''),
    seen: z.coerce.number({ error: say('Reload the page and try again') }),
  })
}

/** What a choice says of the sentence, and of all words of theirs. */
export function saidBy(choice: AnswerChoice, comment: string): Said {
  if (choice === 'never') return { answer: 'refused', choice: 'none', comment }
  if (choice === 'role' || choice === 'unnamed') return { answer: 'less', choice, comment }
  return { answer: choice, comment }
}

/** The choice that says this, to show it again. */
export function choiceOf({ answer, choice }: Said): AnswerChoice {
  if (choice === 'none') return 'never'
  const less: AttributionChoice | undefined = answer === 'less' ? choice : undefined
  if (less === 'role' || less === 'unnamed') return less
  return answer === 'less' ? 'unnamed' : answer
}
