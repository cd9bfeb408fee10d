import { z } from 'zod'
import { tickedOf } from '../../accounts/fields.ts'
import { line } from '../../http/fields.ts'
import { scopes } from './scopes.ts'

/** The last day of a token; it is good until that is over by the clocks of UTC. */
const lastDay = z
  .string({ error: 'Enter a date such as 2027-03-31, or nothing' })
  .trim()
  .default('')
  .transform((entered, context) => {
    if (entered === '') return undefined
    const day = new Date(`${entered}T00:00:00Z`)
    if (/^\d{4}-\d{2}-\d{2}$/.test(entered) && day.toJSON()?.startsWith(entered))
      return new Date(day.getTime() + 24 * 60 * 60 * 1000)
    context.addIssue({ code: 'custom', message: 'Enter a date such as 2027-03-31, or nothing' })
    return z.NEVER
  })
  .refine(until => until === undefined || until > new Date(), 'Enter a day that is still to come, or nothing')

export const tokenForm = z.object({
  name: line('a name', 100).refine(name => name !== '', 'Enter a name, such as the program that gets it'),
  scopes: tickedOf(scopes, 'Choose from the list what it may do').refine(
    chosen => chosen.length > 0,
    'Tick what it may do',
  ),
  until: lastDay,
})
