import { z } from 'zod'
import { exampleKinds } from '../../codebook/examples/example.ts'

const kind = z.enum(exampleKinds, { error: 'Say whether it belongs to the theme or not' })

/** Of which theme a passage is an example, and of what. */
export const pickForm = z.object({
  theme: z
    .string({ error: 'Choose a theme' })
    .min(1, 'Choose a theme')
    .max(100, 'Choose a theme of the list'),
  kind,
})

/** An example that somebody makes up. */
export const madeUpForm = z.object({
  words: z
    .string({ error: 'Write an example' })
    .trim()
    .min(1, 'Write an example')
    .max(1000, 'Write an example of at most 1,000 characters')
    .transform(words => words.replace(/\r\n?/g, '\n').normalize('NFC')),
  kind,
})
