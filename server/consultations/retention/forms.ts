import { z } from 'zod'
import { mostMonths } from './retentionStore.ts'

const inFigures = `Enter months in figures, from 0 to ${mostMonths}, or leave it empty`

/** How long names and addresses are kept, as an owner enters it; empty for no date. */
export const retentionForm = z.object({
  months: z
    .string({ error: inFigures })
    .trim()
    .regex(/^\d{0,3}$/, inFigures)
    .transform(entered => (entered === '' ? null : Number(entered)))
    .refine(months => months === null || months <= mostMonths, inFigures),
  version: z.coerce.number({ error: 'Reload the page and try again' }),
  sure: z.string().optional(),
})
