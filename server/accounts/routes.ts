import { Router } from 'express'
import { newId } from '../database/ids.ts'
import { NotFound } from '../errors.ts'
import { keepEntry, takeEntry } from '../http/entry.ts'
import { limit } from '../http/limits.ts'
import { validate } from '../http/validate.ts'
import type { Services } from '../services.ts'
import { record } from './auditStore.ts'
import { ownerForm } from './forms.ts'
import { isInvited, useInvitation } from './invitationStore.ts'
import { ownRoutes } from './own/routes.ts'
import { hashPassword } from './password.ts'
import { signIn } from './signIn.ts'
import { signInRoutes } from './signInRoutes.ts'
import { addAccount, countAccounts } from './store.ts'
import { trailRoutes } from './trail/routes.ts'

/** Signing in and out, the first owner's link, one's own account, and what was done. */
export function accountRoutes(services: Services): Router {
  const router = Router()

  router.use(signInRoutes(services))
  router.use(ownRoutes(services))
  router.use(trailRoutes())

  router.get('/desk/first-owner/:token', async (req, res) => {
    if (!(await isInvited(req.params.token))) throw new NotFound(usedLink)
    const entry = takeEntry(req, 'firstOwner')
    res.render('accounts/firstOwner', {
      layout: 'desk',
      title: 'Make the first account',
      values: entry?.values,
      problems: entry?.problems,
    })
  })

  router.post('/desk/first-owner/:token', limit(services, 'firstOwner', 20), async (req, res) => {
    const { token } = req.params
    const form = validate(ownerForm, req.body)
    if (!form.ok) {
      keepEntry(req, 'firstOwner', { name: req.body?.name, email: req.body?.email }, form.problems)
      return res.redirect(303, `/desk/first-owner/${encodeURIComponent(String(token))}`)
    }
    const passwordHash = await hashPassword(form.value.password)
    if (!(await useInvitation(String(token))) || (await countAccounts()) > 0) throw new NotFound(usedLink)
    const { name, email } = form.value
    const owner = {
      _id: newId(),
      name,
      email,
      roles: ['owner' as const, 'administrator' as const],
      passwordHash,
      createdAt: new Date(),
    }
    await addAccount(owner)
    await record(owner._id, 'made the first account', owner._id)
    await signIn(req, owner._id)
    res.redirect(303, '/desk')
  })

  return router
}

const usedLink =
  'This link was used, or is older than a day. Start the server again: it prints a new one while there is no account.'
