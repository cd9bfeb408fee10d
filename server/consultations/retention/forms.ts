import { z } from 'zod'
import { mostMonths } from './retentionStore.ts'

const inFigures = `Enter months in figures, from 0 to ${mostMonths}, or leave it empty`
const daysInFigures = 'Enter days in figures, from 1 to 365'

const months = z
  .string({ error: inFigures })
  .trim()
  .regex(/^\d{0,3}$/, inFigures)
  .transform(entered => (entered === '' ? null : Number(entered)))
  .refine(entered => entered === null || entered <= mostMonths, inFigures)

/** How long what respondents gave is kept, as an owner enters it; empty for no date. */
export const retentionForm = z.object({
  drafts: z
    .string({ error: daysInFigures })
    .trim()
    .regex(/^\d{1,3}$/, daysInFigures)
    .transform(Number)
    .refine(days => days >= 1 && days <= 365, daysInFigures)
    .optional(),
  months,
  files: months.default(null),
  whole: months.default(null),
  version: z.coerce.number({ error: 'Reload the page and try again' }),
  sure: z.string().optional(),
})
export type RetentionForm = z.infer<typeof retentionForm>
