import { Router } from 'express'
import { newId } from '../database/ids.ts'
import { NotFound } from '../errors.ts'
import { keepEntry, takeEntry } from '../http/entry.ts'
import { limit } from '../http/limits.ts'
import { validate } from '../http/validate.ts'
import type { Services } from '../services.ts'
import { allow, mayEnter, signedIn } from './allow.ts'
import { latestEvents, record } from './auditStore.ts'
import { accountForm, ownerForm, signInForm } from './forms.ts'
import { isInvited, useInvitation } from './invitationStore.ts'
import { accountsPage } from './page.ts'
import { hashPassword, passwordFits } from './password.ts'
import { signIn } from './signIn.ts'
import { addAccount, countAccounts, findAccountByEmail, listAccounts } from './store.ts'

/** Signing in and out, the first owner's link, and who has an account. */
export function accountRoutes(services: Services): Router {
  const { config } = services
  const router = Router()

  router.get('/desk/sign-in', (req, res) => {
    const entry = takeEntry(req, 'signIn')
    res.render('accounts/signIn', {
      layout: 'desk',
      title: 'Sign in',
      next: ownPath(req.query.next),
      email: entry?.values.email,
      problems: entry?.problems,
    })
  })

  router.post('/desk/sign-in', limit(services, 'signIn', 20), async (req, res) => {
    const next = ownPath(req.body?.next)
    const back = `/desk/sign-in${next ? `?next=${encodeURIComponent(next)}` : ''}`
    const form = validate(signInForm, req.body)
    if (!form.ok) {
      keepEntry(req, 'signIn', { email: req.body?.email }, form.problems)
      return res.redirect(303, back)
    }
    const account = await findAccountByEmail(form.value.email)
    const fits = await passwordFits(account?.passwordHash, form.value.password)
    if (!account || !fits || !mayEnter(account, config)) {
      const message = 'The email address or the password is not right. Try again.'
      keepEntry(req, 'signIn', { email: form.value.email }, [{ place: 'email', message }])
      return res.redirect(303, back)
    }
    await signIn(req, account._id)
    res.redirect(303, next || '/desk')
  })

  router.post('/desk/sign-out', (req, res, next) => {
    req.session.destroy(error => (error ? next(error) : res.redirect(303, '/desk/sign-in')))
  })

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
      roles: ['owner' as const],
      passwordHash,
      createdAt: new Date(),
    }
    await addAccount(owner)
    await record(owner._id, 'made the first account', owner._id)
    await signIn(req, owner._id)
    res.redirect(303, '/desk')
  })

  router.get('/desk/accounts', allow('manageAccounts'), async (req, res) => {
    const [accounts, events] = await Promise.all([listAccounts(), latestEvents()])
    res.render('accounts/accounts', {
      layout: 'desk',
      title: 'Accounts',
      ...accountsPage(accounts, events, takeEntry(req, 'account')),
    })
  })

  router.post('/desk/accounts', allow('manageAccounts'), async (req, res) => {
    const form = validate(accountForm, req.body)
    const { password: _, ...entered } = req.body ?? {}
    if (!form.ok) {
      keepEntry(req, 'account', entered, form.problems)
      return res.redirect(303, '/desk/accounts')
    }
    const { name, email, role, password } = form.value
    const account = {
      _id: newId(),
      name,
      email,
      roles: [role],
      passwordHash: await hashPassword(password),
      createdAt: new Date(),
    }
    if (!(await addAccount(account))) {
      keepEntry(req, 'account', entered, [{ place: 'email', message: 'This address has an account already' }])
      return res.redirect(303, '/desk/accounts')
    }
    await record(signedIn(req)._id, `made an account (${role})`, account._id)
    req.session.notice = `${name} can sign in now.`
    res.redirect(303, '/desk/accounts')
  })

  return router
}

const usedLink =
  'This link was used, or is older than a day. Start the server again: it prints a new one while there is no account.'

/** A path of this site to go to after signing in, or nothing: never another site's. */
function ownPath(next: unknown): string {
  if (typeof next !== 'string' || !/^\/desk(?:[/?]|$)/.test(next)) return ''
  return next
}
