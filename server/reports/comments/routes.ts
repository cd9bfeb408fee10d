import { type Request, Router } from 'express'
import type { Problem } from '../../../analysis/index.ts'
import { allow, signedIn } from '../../accounts/allow.ts'
import { may } from '../../accounts/roles.ts'
import { consultationOf } from '../../consultations/load.ts'
import { newId } from '../../database/ids.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { reportOf } from '../load.ts'
import type { Report } from '../store.ts'
import { comment } from './comment.ts'
import { addReply, removeComment, reopenComment, resolveComment } from './commentStore.ts'
import { commentForm, replyForm } from './forms.ts'
import { commentsPage } from './page.ts'

const path = '/desk/:consultation/reports/:report/comments'

/** What the people of the desk say about a report among themselves. */
export function commentRoutes(): Router {
  const router = Router()

  router.get(path, allow('read'), async (req, res) => {
    const [consultation, report] = await Promise.all([consultationOf(req), reportOf(req)])
    const account = signedIn(req)
    const mayComment = may(account, 'comment')
    const entry = takeEntry(req, `comments ${report._id}`)
    const chosen = Number(req.query.sentence)
    res.render('reports/comments', {
      layout: 'desk',
      title: `Comments on ${report.title}`,
      section: 'reports',
      consultation,
      mayComment,
      ...(await commentsPage(consultation, report, { account: account._id, mayComment, entry, chosen })),
    })
  })

  router.post(path, allow('comment'), async (req, res) => {
    const [consultation, report] = await Promise.all([consultationOf(req), reportOf(req)])
    const form = validate(commentForm, req.body)
    const by = signedIn(req)._id
    const problems = form.ok ? await comment(consultation, report, { ...form.value, by }) : form.problems
    res.redirect(303, backTo(req, report, problems, 'Your comment is in the list.'))
  })

  router.post(`${path}/:comment/replies`, allow('comment'), async (req, res) => {
    const report = await reportOf(req)
    const id = String(req.params.comment)
    const field = `reply-${id}`
    const form = validate(replyForm, { words: (req.body as Record<string, unknown> | undefined)?.[field] })
    const problems: Problem[] = form.ok ? [] : form.problems.map(({ message }) => ({ place: field, message }))
    if (form.ok) {
      const reply = { _id: newId(), by: signedIn(req)._id, at: new Date(), words: form.value.words }
      if (!(await addReply(report._id, id, reply)))
        problems.push({
          place: 'words',
          message:
            'That comment was taken back, or has all the replies that it may. Write what you wrote as a comment of its own',
        })
    }
    res.redirect(303, backTo(req, report, problems, 'Your reply is in the list.'))
  })

  router.post(`${path}/:comment/resolve`, allow('comment'), async (req, res) => {
    const report = await reportOf(req)
    await resolveComment(report._id, String(req.params.comment), { by: signedIn(req)._id, at: new Date() })
    res.redirect(303, backTo(req, report, [], 'It is among the resolved comments.'))
  })

  router.post(`${path}/:comment/reopen`, allow('comment'), async (req, res) => {
    const report = await reportOf(req)
    await reopenComment(report._id, String(req.params.comment))
    res.redirect(303, backTo(req, report, [], 'It is open again.'))
  })

  router.post(`${path}/:comment/remove`, allow('comment'), async (req, res) => {
    const report = await reportOf(req)
    const isRemoved = await removeComment(report._id, String(req.params.comment), signedIn(req)._id)
    const message =
      'Only whoever wrote a comment can take it back, and not when somebody has replied. Mark it as resolved instead'
    const problems = isRemoved ? [] : [{ place: 'comments', message }]
    res.redirect(303, backTo(req, report, problems, 'You have taken the comment back.'))
  })

  return router
}

function backTo(req: Request, report: Report, problems: Problem[], notice: string): string {
  if (problems.length > 0) keepEntry(req, `comments ${report._id}`, req.body, problems)
  else req.session.notice = notice
  return `/desk/${report.consultation}/reports/${report._id}/comments`
}
