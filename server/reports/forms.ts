import { z } from 'zod'
import { line, ticked } from '../http/fields.ts'

const title = line('the title', 200).pipe(z.string().min(1, 'Enter the title'))
const subtitle = line('the subtitle', 300)

export const newReportForm = z.object({ title, subtitle, findings: ticked })

export const reportForm = z.object({
  number: z
    .string({ error: 'Enter the number' })
    .trim()
    .regex(/^[1-9]\d{0,3}$/, 'Enter the recommendation’s number: a whole number from 1 to 9999')
    .transform(Number),
  title,
  subtitle,
  template: z
    .string({ error: 'Enter the template' })
    .transform(entered => entered.replace(/\r\n?/g, '\n').normalize('NFC'))
    .pipe(z.string().max(200_000, 'Shorten the template: it may have at most 200,000 characters')),
  version: z.coerce.number({ error: 'Reload the page and try again' }),
})
