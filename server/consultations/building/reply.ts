import type { Request, Response } from 'express'
import type { Problem } from '../../../analysis/index.ts'
import { signedIn } from '../../accounts/allow.ts'
import { may } from '../../accounts/roles.ts'
import { keepEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import type { Page } from '../questions.ts'
import type { Consultation } from '../store.ts'
import { type Arrangement, arrangeForm } from './arrange.ts'
import { change, type Edited } from './change.ts'
import { addressOf, goneProblem } from './load.ts'

export const root = '/desk/:consultation/questions'

/** Shows a page of building; `view` is below `views/consultations/building/`. */
export function show(
  req: Request,
  res: Response,
  consultation: Consultation,
  view: string,
  values: object,
): void {
  res.render(`consultations/building/${view}`, {
    layout: 'desk',
    section: 'questions',
    consultation,
    at: addressOf(consultation),
    mayBuild: consultation.kind !== 'imported' && may(signedIn(req), 'manageConsultations'),
    ...values,
  })
}

/** Back to the form, with what was entered. */
export function again(
  req: Request,
  res: Response,
  name: string,
  problems: Problem[],
  changed: Record<string, unknown> = {},
  to = req.originalUrl,
): void {
  keepEntry(req, name, { ...req.body, ...changed }, problems)
  res.redirect(303, to)
}

/** Said of what somebody saves that another removed. */
export function gone(what: 'page' | 'question'): Problem {
  const { message } = goneProblem(what)
  return { place: '', message: `${message}. What you entered is kept below: save it to add it again` }
}

/** Does what a button beside a page or a question says, and goes back to it in the list. */
export async function arrange(
  req: Request,
  res: Response,
  consultation: Consultation,
  anchor: string,
  edit: (pages: Page[], what: Arrangement) => Edited,
): Promise<void> {
  const form = validate(arrangeForm, req.body)
  const edited = form.ok
    ? await change(consultation, signedIn(req)._id, pages => edit(pages, form.value.do))
    : form
  if (!edited.ok)
    keepEntry(
      req,
      `questions ${consultation._id}`,
      {},
      edited.problems.map(({ message }) => ({ place: 'list', message })),
    )
  else if ('what' in edited)
    req.session.notice = `Done: ${edited.what}. It can be undone with the button below.`
  const isThere = edited.ok && form.ok && form.value.do !== 'remove'
  res.redirect(303, `${addressOf(consultation)}${isThere ? `#${anchor}` : ''}`)
}
