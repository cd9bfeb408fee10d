import { z } from 'zod'

const chosen = z
  .string({ error: 'Choose a theme' })
  .min(1, 'Choose a theme')
  .max(100, 'Choose a theme of the list')

/** Into which theme another is merged, and whether its rules go too. */
export const mergeForm = z.object({
  into: chosen,
  rules: z.enum(['yes', 'no']).catch('no'),
})
export type MergeForm = z.infer<typeof mergeForm>

/** Made for each preview, so that sending it twice does it once. */
export const keyForm = z.object({
  key: z.string().regex(/^[\w-]{16}$/, 'Reload the page'),
  expected: z.coerce.number().int().min(0).max(10_000_000).catch(0),
})
