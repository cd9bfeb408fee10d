import { Router } from 'express'
import { setQuiet } from '../../consultations/invitations/invitationStore.ts'
import { landing } from '../../consultations/landing.ts'
import { pagesOf } from '../../consultations/pages/shown.ts'
import { checkDraftToken, draftToken } from '../../http/csrf.ts'
import { say } from '../../http/languages/say.ts'
import { limit } from '../../http/limits.ts'
import { keepPrivate } from '../../http/security.ts'
import type { Services } from '../../services.ts'
import { begin, type Invited, invitedBy } from './open.ts'

/** What somebody who was invited sees by their personal link, until they have begun: then it leads to their response. */
export function invitedRoutes(services: Services): Router {
  const { config } = services
  const router = Router()
  const formOf = ({ invitation }: Invited) => `invited ${invitation._id}`
  router.use('/invited', keepPrivate, (_req, res, next) => {
    res.set('X-Robots-Tag', 'noindex, nofollow')
    next()
  })

  router.get('/invited/:token', async (req, res) => {
    const invited = await invitedBy(req.params.token)
    const { token, consultation, draft } = invited
    if (draft) return res.redirect(303, begunAt(invited))
    const links = { start: `/invited/${token}/start`, reminders: `/invited/${token}/reminders` }
    res.render('consultations/landing', await landing(consultation, new Date(), links))
  })

  router.post(
    '/invited/:token/start',
    limit(services, 'invited', config.perMinute.starts),
    async (req, res) => {
      const invited = await invitedBy(String(req.params.token))
      const isBegun = await begin(invited, new Date())
      res.redirect(303, isBegun ? begunAt(invited) : `/invited/${invited.token}`)
    },
  )

  router.get('/invited/:token/reminders', async (req, res) => {
    const invited = await invitedBy(req.params.token)
    const { token, consultation, invitation } = invited
    res.render('responses/invitedReminders', {
      title: say('Reminders'),
      service: consultation.title,
      pagesAt: pagesOf(consultation),
      asker: consultation.asker,
      address: `/invited/${token}`,
      csrf: draftToken(config.sessionSecret, formOf(invited)),
      isQuiet: invitation.quiet === true,
    })
  })

  router.post('/invited/:token/reminders', async (req, res) => {
    const invited = await invitedBy(req.params.token)
    const form = (req.body ?? {}) as { _csrf?: unknown; reminders?: unknown }
    checkDraftToken(config.sessionSecret, formOf(invited), form._csrf)
    await setQuiet(invited.invitation.link, form.reminders !== 'yes')
    res.redirect(303, `/invited/${invited.token}/reminders`)
  })

  return router
}

/** Where what was begun by a link is: a receipt that says that the link was used, once it is sent. */
function begunAt({ draftToken, isSent }: Invited): string {
  return isSent ? `/receipt/${draftToken}?used` : `/answer/${draftToken}`
}
