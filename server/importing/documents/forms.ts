import { z } from 'zod'
import { attributionChoices, capacities } from '../../../analysis/application.ts'
import { channels } from '../../responses/byStaff/brought.ts'
import { dayWritten } from '../forms.ts'

/** What holds of every document of which the table says nothing else. */
export const documentsForm = z
  .object({
    question: z.string().default(''),
    as: z.enum(channels, { error: 'Choose how the documents came' }),
    came: z
      .string({ error: 'Enter the day on which they came' })
      .trim()
      .refine(came => dayWritten(came) !== undefined, {
        error: 'Enter the day on which they came, as 2026-11-28 or 28/11/2026',
      }),
    capacity: z.enum(capacities, { error: 'Choose for whom they speak' }),
    choice: z.enum(attributionChoices, { error: 'Choose how these words may be quoted' }),
    basis: z.string().trim().max(500, 'Say it in at most 500 characters').default(''),
  })
  .refine(({ choice, basis }) => choice === 'none' || basis !== '', {
    path: ['basis'],
    error: 'Enter the words by which that is permitted, or choose that they are not quoted',
  })
