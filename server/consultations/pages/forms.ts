import { z } from 'zod'
import { line, prose } from '../../http/fields.ts'
import { lawfulBases } from './store.ts'

const seen = z.coerce.number({ error: 'Reload the page and try again' })

export const factsForm = z.object({
  basis: z.enum(lawfulBases, { error: 'Choose the lawful basis' }),
  isPublicBody: z.enum(['yes', 'no'], { error: 'Choose whether it is a public body' }),
  keptMonths: z
    .string({ error: 'Enter for how many months responses are kept' })
    .trim()
    .regex(/^\d{1,3}$/, 'Enter for how many months responses are kept, as a whole number such as 24')
    .transform(Number)
    .refine(months => months >= 1 && months <= 600, 'Enter a number of months from 1 to 600'),
  officer: line('whom to write to about personal data', 300).default(''),
  regulator: line('to whom one may complain', 300).pipe(z.string().min(1, 'Enter to whom one may complain')),
  seen,
})

export const pageForm = z.object({
  text: prose('the page', 20_000).pipe(z.string().min(1, 'Enter what the page says')),
  do: z.enum(['preview', 'save', 'compose'], { error: 'Choose to save or to look first' }),
  seen,
})
