import { type Request, Router } from 'express'
import { record } from '../accounts/auditStore.ts'
import { hashPassword } from '../accounts/password.ts'
import { signIn } from '../accounts/signIn.ts'
import { addAccount } from '../accounts/store.ts'
import { rememberBrowser } from '../accounts/trying/knownBrowser.ts'
import { newId, tokenHash } from '../database/ids.ts'
import { NotFound } from '../errors.ts'
import { keepEntry, takeEntry } from '../http/entry.ts'
import { limit } from '../http/limits.ts'
import { validate } from '../http/validate.ts'
import type { Services } from '../services.ts'
import { joinForm } from './forms.ts'
import { findInvite, type Invite, removeInvite } from './linkStore.ts'

const path = '/desk/join/:token'

/** Where somebody who was invited makes their account. */
export function joinRoutes(services: Services): Router {
  const router = Router()
  const careful = limit(services, 'join', 20)

  router.get(path, careful, async (req, res) => {
    const { name, email } = await inviteOf(req)
    const entry = takeEntry(req, 'join')
    res.render('colleagues/join', {
      ...{ layout: 'desk', title: 'Make your account', email },
      name: entry?.values.name ?? name,
      problems: entry?.problems,
    })
  })

  router.post(path, careful, async (req, res) => {
    const { _id, email, roles } = await inviteOf(req)
    const form = validate(joinForm, req.body)
    if (!form.ok) {
      keepEntry(req, 'join', { name: req.body?.name }, form.problems)
      return res.redirect(303, `/desk/join/${encodeURIComponent(String(req.params.token))}`)
    }
    const passwordHash = await hashPassword(form.value.password)
    if (!(await removeInvite(_id))) throw new NotFound(goneLink)
    const account = {
      ...{ _id: newId(), email, roles, passwordHash },
      name: form.value.name,
      createdAt: new Date(),
    }
    if (!(await addAccount(account))) throw new NotFound(goneLink)
    await record(account._id, 'made their account', account._id)
    rememberBrowser(res, services.config, email)
    await signIn(req, account._id)
    res.redirect(303, '/desk')
  })

  return router
}

const goneLink =
  'This link was used, taken back, or is older than a week. If you have made your account, sign in; otherwise ask whoever invited you to do so again.'

async function inviteOf(req: Request): Promise<Invite> {
  const invite = await findInvite(tokenHash(String(req.params.token)), new Date())
  if (!invite) throw new NotFound(goneLink)
  return invite
}
