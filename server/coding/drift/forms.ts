import { z } from 'zod'
import { ticked } from '../../http/fields.ts'

/** How many responses may be drawn to be coded again. */
export const sizes = [10, 20, 40] as const

const chooseSize = 'Choose how many responses to code again'

export const drawForm = z.object({
  size: z
    .string({ error: chooseSize })
    .refine(size => sizes.some(each => String(each) === size), chooseSize)
    .transform(Number),
})

/** What was ticked of each answer is in a field of its own: `answer0`, `answer1`… */
export const againForm = z.object({ do: z.enum(['keep', 'skip']).catch('keep') }).catchall(ticked)

/** Whose coding, and which theme, an address asks for. */
export const driftQuery = z.object({
  coder: z.string().max(100).catch(''),
  theme: z.string().max(100).catch(''),
})
