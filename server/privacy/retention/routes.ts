import { Router } from 'express'
import { allow } from '../../accounts/allow.ts'
import { consultationOf } from '../../consultations/load.ts'
import { type Due, type DueKind, dueOf } from './due.ts'

/** What of a consultation would be deleted by a day that is asked for: a dry run, which changes nothing. */
export function dueRoutes(): Router {
  const router = Router()

  router.get('/desk/:consultation/retention/due', allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const asked = typeof req.query.by === 'string' ? req.query.by : ''
    const by = asked === '' ? new Date() : endOf(asked)
    const due = await dueOf(consultation, by ?? new Date())
    res.render('privacy/due', {
      layout: 'desk',
      title: 'What would be deleted',
      section: consultation.kind === 'open' ? 'setup' : 'overview',
      consultation,
      problems: by ? undefined : [{ place: 'by', message: noDay }],
      asked: {
        ...{ name: 'by', id: 'by', classes: 'govuk-input--width-10', value: asked },
        label: { text: 'By the end of which day?', classes: 'govuk-label--s' },
        hint: { text: 'Such as 2027-03-31. Left empty, it is today.' },
        ...(by ? {} : { errorMessage: { text: noDay } }),
      },
      by: by ?? new Date(),
      rows: due.map(row),
      none: !due.some(({ isDue, count }) => isDue && count > 0),
    })
  })

  return router
}

const noDay = 'Enter a day as 2027-03-31, or leave it empty for today'

const names: Record<DueKind, string> = {
  drafts: 'Answers that were begun and not sent',
  names: 'Names, organisations and addresses',
  rejected: 'Responses that were held and rejected',
  files: 'Attached files',
  responses: 'All responses, with all that was made of them',
}

function row({ kind, until, isDue, count }: Due) {
  return { name: names[kind], until, go: isDue ? count : 0, kept: isDue ? 0 : count }
}

/** The end of a day, as London has it within an hour; undefined where it is none. */
function endOf(entered: string): Date | undefined {
  const day = /^\d{4}-\d\d-\d\d$/.test(entered) ? new Date(`${entered}T23:59:59.999Z`) : undefined
  return day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(entered) ? day : undefined
}
