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

/** Which passages of a theme are shown to pick from. */
export const placeForm = z.object({
  words: z.string().max(200).catch(''),
  after: z.string().max(100).catch(''),
})

const id = z.string().max(100)

/** The passages that were picked, and the theme to which they go: one that is there, or a new one. */
export const splitForm = z
  .object({
    into: id.default(''),
    name: z
      .string()
      .trim()
      .max(100, 'The name must be at most 100 characters')
      .regex(/^\P{Cc}*$/u, 'The name must be one line without control characters')
      .default(''),
    makes: z.enum(['beside', 'below']).catch('beside'),
    codings: z.union([id.transform(one => [one]), z.array(id).max(1000)]).default([]),
    all: z.literal('yes').optional().catch(undefined),
    shown: z.string().max(100_000).default(''),
    key: keyForm.shape.key,
  })
  .transform(({ all, shown, codings, ...form }) => ({
    ...form,
    codings: all ? shown.split(' ').filter(each => each !== '') : codings,
  }))
export type SplitForm = z.infer<typeof splitForm>
