import { z } from 'zod'
import { prose } from '../../http/fields.ts'
import { londonTime } from './londonTime.ts'

/** Publishing a report; `publishAt` is undefined for at once. */
export const publishForm = z.object({
  seen: z.coerce.number({ error: 'Reload the page and try again' }),
  publishAt: z
    .string()
    .trim()
    .default('')
    .transform((shown, context) => {
      if (shown === '') return undefined
      const moment = londonTime(shown)
      if (moment && moment > new Date()) return moment
      context.addIssue(
        moment
          ? 'Enter a time that is still to come, or leave it empty to publish at once'
          : 'Enter a date and a time, such as 2027-03-01T09:30, or leave it empty to publish at once',
      )
      return z.NEVER
    }),
  correction: prose('what was corrected', 2_000).default(''),
})
