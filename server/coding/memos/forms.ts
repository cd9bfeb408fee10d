import { z } from 'zod'
import { line, prose } from '../../http/fields.ts'

const text = prose('the memo', 20_000).pipe(z.string().min(1, 'Write the memo'))

/** A new memo: about `whole`, `response` (by its reference), or `theme:` and a theme's id. */
export const memoForm = z
  .object({
    about: z.string({ error: 'Choose what the memo is about' }).min(1).max(100),
    reference: line('the reference', 40).default(''),
    text,
  })
  .superRefine(({ about, reference }, context) => {
    if (about === 'response' && reference === '')
      context.addIssue({
        code: 'custom',
        path: ['reference'],
        message: 'Enter the reference of the response that the memo is about',
      })
  })

/** Another version of a memo; `seen` says how many there were when the page was shown. */
export const revisionForm = z.object({
  text,
  seen: z.coerce.number({ error: 'Reload the page and try again' }).int().min(1),
})
