import { z } from 'zod'
import { ticked } from '../../http/fields.ts'

/** How many passages may be asked for, and about how long they take. */
export const sizes = { 40: 'about a quarter of an hour', 80: 'half an hour', 160: 'an hour' } as const

const chooseSize = 'Choose how many passages to look at'

/** What to draw a sample of. */
export const beginForm = z.object({
  size: z
    .string({ error: chooseSize })
    .refine(size => Object.hasOwn(sizes, size), chooseSize)
    .transform(Number),
  theme: z.string().max(100, 'Choose a theme of the list').default(''),
})

/** What someone says of a passage that is shown without marks. */
export const answerForm = z
  .object({
    do: z.enum(['keep', 'skip'], { error: 'Keep your answer, or skip the passage' }).default('keep'),
    themes: ticked,
    none: z.string().optional(),
  })
  .superRefine((form, context) => {
    if (form.do === 'skip') return
    const none = form.none !== undefined
    const some = form.themes.length > 0
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['themes'], message })
    if (!none && !some) refuse('Tick the themes that the passage speaks of, or “None of these”')
    if (none && some) refuse('Tick either themes or “None of these”, not both')
  })
