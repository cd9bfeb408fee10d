import { z } from 'zod'
import { line, prose, ticked } from '../http/fields.ts'
import { reportKinds } from './store.ts'

const title = line('the title', 200).pipe(z.string().min(1, 'Enter the title'))
const subtitle = line('the subtitle', 300)

export const newReportForm = z.object({
  title,
  subtitle,
  findings: ticked,
  kind: z.enum(reportKinds, { error: 'Choose what to write' }).default('recommendation'),
})

/** Lines of a box, each a thing of its own, or a field for each; empty ones are none. */
const actions = z
  .union([z.string(), z.array(z.string()).transform(lines => lines.join('\n'))], {
    error: 'Enter the actions',
  })
  .pipe(prose('the actions', 5_000))
  .transform(entered =>
    entered
      .split('\n')
      .map(action => action.replace(/\s+/g, ' ').trim())
      .filter(action => action !== ''),
  )
  .pipe(z.array(z.string()).max(30, 'Enter at most 30 actions'))

export const reportForm = z.object({
  number: z
    .string({ error: 'Enter the number' })
    .trim()
    .regex(/^[1-9]\d{0,3}$/, 'Enter the report’s number: a whole number from 1 to 9999')
    .transform(Number),
  title,
  subtitle,
  actions: actions.default([]),
  addressee: line('whom it asks', 200).default(''),
  findings: ticked,
  evidence: ticked,
  template: z
    .string({ error: 'Enter the template' })
    .transform(entered => entered.replace(/\r\n?/g, '\n').normalize('NFC'))
    .pipe(z.string().max(200_000, 'Shorten the template: it may have at most 200,000 characters')),
  version: z.coerce.number({ error: 'Reload the page and try again' }),
})
