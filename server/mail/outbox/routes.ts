import { type Request, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { listAccounts } from '../../accounts/store.ts'
import { NotFound } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { Mail } from '../mail.ts'
import { findMail, sendAgain, sentByHand } from '../mailStore.ts'
import { mailLine, outboxPage } from './page.ts'

const path = '/desk/mail'

/** The outbox: what waits to be sent, and what became of it. Words and private links are shown to be sent by hand alone. */
export function mailRoutes({ post, runner }: Services): Router {
  const router = Router()

  router.get(path, allow('sendMail'), async (_req, res) => {
    res.render('mail/outbox', { layout: 'desk', title: 'Mail', sends: post.sends, ...(await outboxPage()) })
  })

  router.get(`${path}/:mail`, allow('sendMail'), async (req, res) => {
    const mail = await mailOf(req)
    const isOpen = ['waiting', 'failed', 'unsure'].includes(mail.state)
    if (post.sends || !isOpen)
      throw new NotFound('A mail is shown in full only while it waits to be sent by hand.')
    const written = await post.write(mail, new Date())
    await record(signedIn(req)._id, 'looked at a mail to send it by hand', mail._id)
    const names = new Map((await listAccounts()).map(({ _id, name }) => [_id, name]))
    res.render('mail/letter', {
      layout: 'desk',
      ...mailLine(mail, names),
      title: 'A mail to send',
      ...('dropped' in written ? { dropped: written.dropped } : { letter: written }),
    })
  })

  router.post(`${path}/:mail/sent`, allow('sendMail'), async (req, res) => {
    const mail = await mailOf(req)
    const by = signedIn(req)._id
    if (!post.sends && (await sentByHand(mail._id, by, new Date()))) {
      await record(by, 'sent a mail by hand', mail._id)
      req.session.notice = 'It is marked as sent, and its private links are kept no more.'
    } else req.session.notice = 'It was settled meanwhile: look how it stands.'
    res.redirect(303, path)
  })

  router.post(`${path}/:mail/again`, allow('sendMail'), async (req, res) => {
    const mail = await mailOf(req)
    if (await sendAgain(mail._id, new Date())) {
      await record(signedIn(req)._id, 'had a mail sent again', mail._id)
      runner.wake()
      req.session.notice = 'It is tried again in a moment.'
    } else req.session.notice = 'It was settled meanwhile, or is of no use any more: look how it stands.'
    res.redirect(303, path)
  })

  return router
}

async function mailOf(req: Request): Promise<Mail> {
  const found = await findMail(String(req.params.mail))
  if (!found) throw new NotFound('There is no mail at this address.')
  return found
}
