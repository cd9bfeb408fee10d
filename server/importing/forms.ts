import { z } from 'zod'
import { attributionChoices } from '../../analysis/application.ts'
import { channels } from '../responses/byStaff/brought.ts'
import { dayCame } from '../responses/byStaff/details.ts'
import { dayFields } from './cells.ts'
import { columnUses } from './store.ts'

/** What only one column can be. */
const singleUses = columnUses.filter(use => use !== 'text' && use !== 'attribute' && use !== 'ignore')

export const uploadForm = z
  .object({
    into: z.string().default(''),
    title: z.string().trim().max(120, 'The title must be at most 120 characters').default(''),
  })
  .refine(({ into, title }) => into !== '' || title !== '', {
    path: ['title'],
    error: 'Enter what this is a consultation about',
  })

/** A day as a person writes it, as `2026-11-28`; undefined where it is none. */
export function dayWritten(said: string): string | undefined {
  return dayCame(dayFields(said, part => part))
}

/**
 * The uses come as `use-0`, `use-1` … in the order of the columns.
 *
 * @param asked what columns can answer of a questionnaire, where the rows answer one
 */
export function columnsForm(columns: number, asked?: readonly string[]) {
  const uses = asked ? [...columnUses, ...asked] : columnUses
  const useFields = Object.fromEntries(
    Array.from({ length: columns }, (_, n) => [
      `use-${n}`,
      z.enum(uses as [string, ...string[]], { error: 'Choose what this column is' }),
    ]),
  )
  return z
    .object({
      ...useFields,
      choice: z.enum(attributionChoices, { error: 'Choose how these words may be quoted' }),
      basis: z.string().trim().max(500, 'Say it in at most 500 characters').default(''),
      approval: z.literal('yes').optional(),
      asItCame: z.literal('yes').optional(),
      again: z.literal('yes').optional(),
      as: z.enum(['', ...channels], { error: 'Choose how the answers came' }).default(''),
      came: z
        .string()
        .trim()
        .refine(came => came === '' || dayWritten(came) !== undefined, {
          error: 'Enter the day as 2026-11-28 or 28/11/2026',
        })
        .default(''),
    })
    .superRefine((form: Record<string, unknown>, context) => {
      const chosen = Array.from({ length: columns }, (_, n) => form[`use-${n}`])
      const answers = asked
        ? chosen.some(use => String(use).startsWith('question:'))
        : chosen.includes('text')
      if (!answers)
        context.addIssue({
          code: 'custom',
          path: ['use-0'],
          message: asked
            ? 'Choose the question that at least one column answers'
            : 'Choose at least one column of text to be coded',
        })
      const permits = form.choice !== 'none' || (chosen.includes('choice') && !chosen.includes('basis'))
      if (permits && form.basis === '')
        context.addIssue({
          code: 'custom',
          path: ['basis'],
          message: 'Say what the permission to quote rests on',
        })
      for (const single of [...singleUses, ...(asked ?? [])]) {
        const again = chosen.indexOf(single, chosen.indexOf(single) + 1)
        if (chosen.includes(single) && again > 0)
          context.addIssue({
            code: 'custom',
            path: [`use-${again}`],
            message: single.startsWith('question:')
              ? 'Only one column can answer this question'
              : `Only one column can be the ${single === 'people' ? 'number of people' : single}`,
          })
      }
    })
}

/** What the form of columns holds beside the use of each. */
export type ColumnsForm = z.infer<ReturnType<typeof columnsForm>>
