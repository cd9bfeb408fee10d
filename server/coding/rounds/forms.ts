import { z } from 'zod'
import { ticked } from '../../http/fields.ts'
import { choiceFields } from '../assignments/forms.ts'

export const roundForm = z.object({ ...choiceFields, coders: ticked })

/** Over which sort of unit agreement is shown, and of which theme the passages that differ. */
export const units = ['answers', 'respondents'] as const
export type Unit = (typeof units)[number]

export const roundQuery = z.object({
  unit: z.enum(units).catch('answers'),
  theme: z.string().max(100).catch(''),
  after: z.string().max(100).catch(''),
})
