import type { Response } from 'express'
import { pagesOf } from '../../consultations/pages/shown.ts'
import type { Page } from '../../consultations/questions.ts'
import { say } from '../../http/languages/say.ts'
import { type Answering, startOf } from '../answering/answering.ts'
import { type Form, textIn } from '../answering/form.ts'
import { findDraftById } from '../draftStore.ts'
import { endLease } from './leaseStore.ts'
import { heldPage } from './othersPage.ts'
import { heldByOther, holdPage, writerIn } from './people.ts'

/** Shows a page of questions for reading, which somebody else has now. */
export async function showHeld(
  res: Response,
  answering: Answering,
  page: Page,
  frame: object,
): Promise<void> {
  const draft = await findDraftById(answering.draft._id)
  const lease = draft && heldByOther(draft, page.id, writerIn(answering), new Date())
  // It was sent, or became free, in the same moment.
  if (!draft || !lease) return res.redirect(303, startOf(answering))
  res.render('responses/takenPage', { ...frame, ...(await heldPage({ ...answering, draft }, page, lease)) })
}

/** Tells a colleague that the response was sent. */
export function showSent(res: Response, { consultation }: Answering): void {
  res.render('responses/sentJointly', {
    title: say('Your joint response was sent'),
    service: consultation.title,
    pagesAt: pagesOf(consultation),
    contact: consultation.contact,
  })
}

/** Gives a page back that was saved and left; who stays on it has it longer. */
export async function letGo(answering: Answering, page: Page, form: Form): Promise<void> {
  const by = writerIn(answering)
  if (by === undefined) return
  if (textIn(form, 'stay') === undefined && textIn(form, 'remove') === undefined)
    await endLease(answering.draft._id, page.id, by)
  else await holdPage(answering, page.id)
}
