import { z } from 'zod'

/** A correction as its author means to publish it. */
export const correctionForm = z.object({
  version: z.coerce.number({ error: 'Reload the page and try again' }),
  template: z
    .string({ error: 'Enter the template' })
    .transform(entered => entered.replace(/\r\n?/g, '\n').normalize('NFC'))
    .pipe(z.string().max(200_000, 'Shorten the template: it may have at most 200,000 characters')),
})
