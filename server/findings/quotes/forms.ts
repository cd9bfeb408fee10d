import { z } from 'zod'
import { prose } from '../../http/fields.ts'
import { sides } from './store.ts'

const side = z.enum(sides, { error: 'Choose whether it speaks for the claim or against it' })
const offset = z.coerce
  .number({ error: 'Choose a passage' })
  .int('Choose a passage')
  .min(0, 'Choose a passage')

/** A passage that is chosen as it stands. */
export const chosenForm = z.object({
  text: z.string({ error: 'Choose a passage' }).max(100),
  start: offset,
  end: offset,
  side,
})

/** What of a quote is to be redacted: where it begins in the answer. */
export const redactForm = z.object({
  start: offset,
  version: z.coerce.number({ error: 'Reload the page and try again' }),
})

/** A quote as an author types it; what it means is read by `readQuote`. */
export const quoteForm = z.object({
  words: prose('the quote', 5_000),
  translation: prose('the translation', 5_000)
    .refine(
      words => !/[“”"]/.test(words),
      'Leave quotation marks out of the translation: these are your words',
    )
    .default(''),
  emphasis: prose('the words to emphasise', 5_000).default(''),
  side,
  version: z.coerce.number({ error: 'Reload the page and try again' }),
})
