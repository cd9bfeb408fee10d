import type { Response } from 'express'
import { pagesOf } from '../../consultations/pages/shown.ts'
import type { Page } from '../../consultations/questions.ts'
import { say } from '../../http/languages/say.ts'
import { type Answering, receiptOf } from '../answering/answering.ts'
import { enteredIn } from '../answering/entered.ts'
import type { Form } from '../answering/form.ts'
import { kindOf } from '../answering/kinds/kindOf.ts'
import { savingOf } from './keepTyped.ts'
import { tabIn } from './seen.ts'

/**
 * Answers a page of questions that came after its response was sent from elsewhere: what was written on it is shown, to
 * be copied, for nothing keeps it any more.
 */
export function showLate(res: Response, answering: Answering, page: Page, form: Form): void {
  const all = new Set(page.questions.map(({ id }) => id))
  const values = enteredIn(page, form, all)
  const rows = page.questions.flatMap(question => {
    const words = kindOf(question).shown(question, { values, files: {} })
    return words === undefined ? [] : [{ key: { text: question.label }, value: asWritten(words) }]
  })
  if (rows.length === 0) res.redirect(303, receiptOf(answering))
  else
    res.status(409).render('responses/late', {
      title: say('This response was sent meanwhile'),
      service: answering.consultation.title,
      pagesAt: pagesOf(answering.consultation),
      receipt: receiptOf(answering),
      rows,
      saving: savingOf(answering, { arrived: tabIn(form) }),
    })
}

export function asWritten(text: string) {
  return { text, classes: 'as-written' }
}
