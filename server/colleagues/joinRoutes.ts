import { type Request, Router } from 'express'
import { hashPassword } from '../accounts/password.ts'
import { roleNames } from '../accounts/roles.ts'
import { signIn } from '../accounts/signIn.ts'
import { findAccountByEmail } from '../accounts/store.ts'
import { rememberBrowser } from '../accounts/trying/knownBrowser.ts'
import { tokenHash } from '../database/ids.ts'
import { NotFound } from '../errors.ts'
import { keepEntry, takeEntry } from '../http/entry.ts'
import { limit } from '../http/limits.ts'
import { validate } from '../http/validate.ts'
import type { Services } from '../services.ts'
import { joinForm } from './forms.ts'
import { join, takeUp } from './join.ts'
import { findInvite, type Invite, removeInvite } from './linkStore.ts'

const path = '/desk/join/:token'

/** Where somebody who was invited makes their account. */
export function joinRoutes(services: Services): Router {
  const router = Router()
  const careful = limit(services, 'join', 20)

  router.get(path, careful, async (req, res) => {
    const { name, email, into } = await inviteOf(req)
    if (into && (await findAccountByEmail(email)))
      return res.render('colleagues/accept', {
        ...{ layout: 'desk', title: `Work on “${into.title}”`, email },
        ...{ of: into.title, roles: into.roles.map(role => roleNames[role]) },
      })
    const entry = takeEntry(req, 'join')
    res.render('colleagues/join', {
      ...{ layout: 'desk', title: 'Make your account', email, of: into?.title },
      name: entry?.values.name ?? name,
      problems: entry?.problems,
    })
  })

  router.post(path, careful, async (req, res) => {
    const invite = await inviteOf(req)
    const { _id, email, into } = invite
    const known = into && (await findAccountByEmail(email))
    if (known) {
      // Whoever has the link reads the mail of that account; it gives nothing to anybody else.
      if (known.ended || !(await removeInvite(_id))) throw new NotFound(goneLink)
      await takeUp(invite, known._id)
      return res.redirect(303, `/desk/${into.consultation}`)
    }
    const form = validate(joinForm, req.body)
    if (!form.ok) {
      keepEntry(req, 'join', { name: req.body?.name }, form.problems)
      return res.redirect(303, `/desk/join/${encodeURIComponent(String(req.params.token))}`)
    }
    const passwordHash = await hashPassword(form.value.password)
    const account = await join(invite, { name: form.value.name, passwordHash })
    if (!account) throw new NotFound(goneLink)
    rememberBrowser(res, services.config, email)
    await signIn(req, account._id)
    res.redirect(303, into ? `/desk/${into.consultation}` : '/desk')
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
