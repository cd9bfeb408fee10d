import { z } from 'zod'
import { holdKinds } from '../../responses/care/hold.ts'

/** Whether it is done to the same words in every copy of the letter too. */
const inEveryCopy = z.literal('yes').or(z.literal('')).catch('')

/** A passage to hold back: a sentence or a whole answer as `text:start:end`, or words that stand in the response. */
export const holdForm = z.object({
  held: z.string().max(200).default(''),
  heldWords: z.string().max(20_000, 'Enter at most 20,000 characters').default(''),
  kind: z.enum(holdKinds, { error: 'Choose why it is to be held back' }),
  note: z.string().trim().max(2000, 'Shorten the note to 2,000 characters').default(''),
  copies: inEveryCopy,
})
export type HoldForm = z.infer<typeof holdForm>

/** What whoever decides makes of a hold. */
export const verdicts = ['released', 'kept', 'redacted'] as const

export const decisionForm = z.object({
  text: z.string().min(1).max(100),
  hold: z.string().min(1).max(200),
  verdict: z.enum(verdicts, { error: 'Choose what is to become of the passage' }),
  reason: z.string().trim().max(2000, 'Shorten the reason to 2,000 characters').default(''),
  copies: inEveryCopy,
})

export const undoForm = z.object({
  text: z.string().min(1).max(100),
  hold: z.string().min(1).max(200),
  copies: inEveryCopy,
})
