import { type Request, Router } from 'express'
import { record } from '../accounts/auditStore.ts'
import { hashPassword } from '../accounts/password.ts'
import { removeSignIns } from '../accounts/signInStore.ts'
import { changeAccount, findAccount, findAccountByEmail } from '../accounts/store.ts'
import { rememberBrowser } from '../accounts/trying/knownBrowser.ts'
import { newToken, tokenHash } from '../database/ids.ts'
import { NotFound } from '../errors.ts'
import { keepEntry, takeEntry } from '../http/entry.ts'
import { countHit } from '../http/hitStore.ts'
import { limit } from '../http/limits.ts'
import { placeHash } from '../http/sharedCount.ts'
import { validate } from '../http/validate.ts'
import type { Services } from '../services.ts'
import { forgottenForm, newPasswordForm } from './forms.ts'
import { addReset, findReset, type Reset, useReset } from './linkStore.ts'

const forgotten = '/desk/forgotten'
const path = '/desk/new-password/:token'

/** How many mails about a forgotten password an address gets in an hour. */
const mostMails = 3
const anHour = 60 * 60 * 1000

/** A new password by mail. Nothing that is answered tells whether an address has an account. */
export function forgottenRoutes(services: Services): Router {
  const { config, post, runner } = services
  const router = Router()

  router.get(forgotten, (req, res) => {
    const entry = takeEntry(req, 'forgotten')
    res.render('colleagues/forgotten', {
      ...{ layout: 'desk', title: 'Forgotten password', sends: post.sends },
      email: entry?.values.email,
      problems: entry?.problems,
    })
  })

  router.post(forgotten, limit(services, 'forgotten', 10), async (req, res) => {
    const form = validate(forgottenForm, req.body)
    if (!form.ok) {
      keepEntry(req, 'forgotten', { email: req.body?.email }, form.problems)
      return res.redirect(303, forgotten)
    }
    const now = new Date()
    const { email } = form.value
    const { count } = await countHit(placeHash(config.sessionSecret, 'forgotten', email), now, anHour)
    if (count <= mostMails) {
      // The same is written for an address without an account; its mail is dropped when its turn comes.
      const account = await findAccountByEmail(email)
      const token = newToken()
      const { _id, expiresAt } = await addReset(token, account?._id ?? '', now)
      const mail = { cause: _id, to: '', about: { reset: _id }, until: expiresAt, secrets: { token } }
      await post.ask({ kind: 'newPassword', ...mail }, now)
      runner.wake()
    }
    req.session.notice = post.sends
      ? `If ${email} has an account, a mail with a link is on its way. It works for an hour.`
      : `If ${email} has an account, a letter with a link waits for an administrator of this site to send it. It works for an hour.`
    res.redirect(303, '/desk/sign-in')
  })

  router.get(path, async (req, res) => {
    await resetOf(req)
    res.render('colleagues/newPassword', {
      ...{ layout: 'desk', title: 'Set a new password' },
      problems: takeEntry(req, 'newPassword')?.problems,
    })
  })

  router.post(path, limit(services, 'newPassword', 20), async (req, res) => {
    const reset = await resetOf(req)
    const form = validate(newPasswordForm, req.body)
    if (!form.ok) {
      keepEntry(req, 'newPassword', {}, form.problems)
      return res.redirect(303, `/desk/new-password/${encodeURIComponent(String(req.params.token))}`)
    }
    const passwordHash = await hashPassword(form.value.password)
    const account = await findAccount(reset.account)
    if (!account || account.ended || !(await useReset(reset))) throw new NotFound(goneLink)
    await changeAccount(account._id, { passwordHash })
    await removeSignIns(account._id)
    await record(account._id, 'set a new password by mail', account._id)
    // Whoever reads the mail of the address is not held up by what others try.
    rememberBrowser(res, config, account.email)
    req.session.notice = 'Your new password is set, and you are signed out everywhere. Sign in with it.'
    res.redirect(303, '/desk/sign-in')
  })

  return router
}

const goneLink = 'This link was used, or is older than an hour. Ask for another where you sign in.'

async function resetOf(req: Request): Promise<Reset> {
  const reset = await findReset(tokenHash(String(req.params.token)), new Date())
  if (!reset) throw new NotFound(goneLink)
  return reset
}
