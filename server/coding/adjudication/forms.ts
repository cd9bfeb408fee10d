import { z } from 'zod'
import { stances } from '../../../analysis/application.ts'
import { prose } from '../../http/fields.ts'

/** How a difference is settled: `one:ACCOUNT`, `all`, `none` or `adjusted`, after the revision that was seen. */
export const outcomeForm = z.object({
  choice: z
    .string({ error: 'Choose how it is settled' })
    .regex(/^(one:.{1,100}|all|none|adjusted)$/, 'Choose how it is settled'),
  words: z.string().max(20_000, 'Enter at most 20,000 characters').default(''),
  newTheme: z.string().max(100, 'Choose a theme of the list').default(''),
  stance: z
    .enum(stances, { error: 'Choose a stance: supports, opposes, mixed or mentions' })
    .default('supports'),
  reason: prose('why it is settled so', 2000).pipe(z.string().min(1, 'Enter why it is settled so')),
  seen: z.coerce.number().int().catch(0),
})
export type OutcomeForm = z.infer<typeof outcomeForm>

/** Which difference is gone on with: of one theme, or of all. */
export const placeForm = z.object({
  theme: z.string().max(100).catch(''),
  undo: z.string().max(100).catch(''),
  seen: z.coerce.number().int().catch(0),
})
