import { z } from 'zod'
import { matches } from '../../findings/store.ts'
import { ticked } from '../../http/fields.ts'

/** What a section is to be drafted of, as an address has it; what it does not know is passed over. */
export const draftQuery = z.object({
  findings: ticked.catch([]),
  report: z.string().catch(''),
})

export const insertForm = z.object({
  section: z
    .string({ error: 'Enter the section' })
    .transform(entered => entered.replace(/\r\n?/g, '\n').normalize('NFC'))
    .pipe(
      z
        .string()
        .regex(/\S/, 'Enter the section')
        .max(100_000, 'Shorten the section: it may have at most 100,000 characters'),
    ),
  findings: ticked,
  into: z
    .string({ error: 'Choose the report that it goes into' })
    .min(1, 'Choose the report that it goes into'),
})

export const themesForm = z.object({
  themes: ticked.refine(themes => themes.length > 0, 'Choose at least one theme'),
  match: z.enum(matches, { error: 'Choose whether any of the themes will do' }),
  report: z.string().catch(''),
})
