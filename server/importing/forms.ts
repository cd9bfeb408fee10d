import { z } from 'zod'
import { attributionChoices } from '../../analysis/application.ts'
import { columnUses } from './store.ts'

/** What only one column can be. */
const singleUses = columnUses.filter(use => use !== 'text' && use !== 'attribute' && use !== 'ignore')

export const uploadForm = z.object({
  title: z
    .string({ error: 'Enter what this is a consultation about' })
    .trim()
    .min(1, 'Enter what this is a consultation about')
    .max(120, 'The title must be at most 120 characters'),
})

/** The uses come as use-0, use-1 … in the order of the columns. */
export function columnsForm(columns: number) {
  const uses = Object.fromEntries(
    Array.from({ length: columns }, (_, n) => [
      `use-${n}`,
      z.enum(columnUses, { error: 'Choose what this column is' }),
    ]),
  )
  return z
    .object({
      ...uses,
      choice: z.enum(attributionChoices, { error: 'Choose how these words may be quoted' }),
      basis: z
        .string({ error: 'Say what the permission to quote rests on' })
        .trim()
        .min(1, 'Say what the permission to quote rests on')
        .max(500, 'Say it in at most 500 characters'),
      approval: z.literal('yes').optional(),
    })
    .superRefine((form: Record<string, unknown>, context) => {
      const chosen = Array.from({ length: columns }, (_, n) => form[`use-${n}`])
      if (!chosen.includes('text'))
        context.addIssue({
          code: 'custom',
          path: ['use-0'],
          message: 'Choose at least one column of text to be coded',
        })
      for (const single of singleUses) {
        const again = chosen.indexOf(single, chosen.indexOf(single) + 1)
        if (chosen.includes(single) && again > 0)
          context.addIssue({
            code: 'custom',
            path: [`use-${again}`],
            message: `Only one column can be the ${single === 'people' ? 'number of people' : single}`,
          })
      }
    })
}
