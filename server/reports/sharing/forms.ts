import { z } from 'zod'
import { line } from '../../http/fields.ts'

export const signOffForm = z.object({
  account: z.string({ error: 'Choose who signs it' }).min(1, 'Choose who signs it').max(100),
  as: line('in what office', 60).pipe(z.string().min(1, 'Enter in what office, such as editor or lawyer')),
})

/** `seen` is the hash of the report that the page showed. */
export const signForm = z.object({ seen: z.string({ error: 'Reload the page and try again' }).max(100) })

export const previewForm = z.object({
  who: line('for whom it is', 100).pipe(z.string().min(1, 'Enter for whom the link is')),
  days: z
    .string({ error: 'Enter for how many days' })
    .trim()
    .regex(/^\d{1,2}$/, 'Enter for how many days the link leads to the report: a whole number from 1 to 30')
    .transform(Number)
    .refine(days => days >= 1 && days <= 30, 'Enter a number of days from 1 to 30'),
})
