import { z } from 'zod'
import { attributionChoices } from '../../../analysis/application.ts'

/** What is said of a project that is brought. */
export const projectForm = z.object({
  title: z
    .string()
    .trim()
    .min(1, 'Enter what the consultation is called')
    .max(120, 'The title must be at most 120 characters'),
  choice: z.enum(attributionChoices, { error: 'Choose how these words may be quoted' }),
  basis: z
    .string({ error: 'Say what the permission to quote rests on' })
    .trim()
    .min(1, 'Say what the permission to quote rests on')
    .max(500, 'Say it in at most 500 characters'),
  approval: z.literal('yes').optional(),
})
