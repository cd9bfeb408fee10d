import { z } from 'zod'

const short = z.string().trim().max(200, 'Enter at most 200 characters').default('')

/** One attribute given by hand to a response, or to every response of a case; an empty value takes it away. */
export const handForm = z
  .object({
    reference: short,
    case: short,
    name: short.pipe(z.string().min(1, 'Enter what the attribute is called')),
    value: short,
  })
  .refine(form => (form.reference === '') !== (form.case === ''), {
    path: ['reference'],
    message: 'Enter the reference of a response, or the name of a case',
  })

/** Cases made of an attribute: a case for each of its values. */
export const casesForm = z.object({
  attribute: z.string({ error: 'Choose an attribute' }).min(1, 'Choose an attribute').max(200),
})

export const decideForm = z.object({
  do: z.enum(['give', 'leave', 'undo'], { error: 'Choose what to do with it' }),
})
