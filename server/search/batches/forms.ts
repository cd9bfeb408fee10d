import { z } from 'zod'
import { stances } from '../../../analysis/application.ts'

/** How what was found is to be coded. The fields of the search stand beside it, by other names. */
export const batchForm = z.object({
  codeAs: z
    .string({ error: 'Choose a theme' })
    .min(1, 'Choose a theme')
    .max(100, 'Choose a theme of the list'),
  stance: z
    .enum(stances, { error: 'Choose a stance: supports, opposes, mixed or mentions' })
    .default('mentions'),
  within: z.string().max(100, 'Choose a theme of the list').default(''),
})

/** Made for each preview, so that sending it twice makes one batch. */
export const keyForm = z.object({
  key: z.string().regex(/^[\w-]{16}$/, 'Reload the page'),
  expected: z.coerce.number().int().min(0).max(10_000_000).catch(0),
})

export type BatchForm = { theme: string; stance: z.infer<typeof batchForm>['stance']; within: string }
