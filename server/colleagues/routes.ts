import { type Request, Router } from 'express'
import { allow, signedIn } from '../accounts/allow.ts'
import { latestEvents, record } from '../accounts/auditStore.ts'
import { may, type Role } from '../accounts/roles.ts'
import { removeSignIns } from '../accounts/signInStore.ts'
import {
  type Account,
  countAdministrators,
  endAccount,
  findAccount,
  findAccountByEmail,
  listAccounts,
  removeLink,
  restoreAccount,
  setRoles,
  setSecondFactor,
} from '../accounts/store.ts'
import { newToken } from '../database/ids.ts'
import { Conflict, NotFound } from '../errors.ts'
import { keepEntry, takeEntry } from '../http/entry.ts'
import { validate } from '../http/validate.ts'
import type { Services } from '../services.ts'
import { forgottenRoutes } from './forgottenRoutes.ts'
import { inviteForm, rolesForm } from './forms.ts'
import { joinRoutes } from './joinRoutes.ts'
import { addInvite, listInvites, removeInvite } from './linkStore.ts'
import { accountPage, accountsPage } from './page.ts'
import { providerRoutes } from './provider/routes.ts'

const path = '/desk/accounts'
const manages = allow('manageAccounts')

/**
 * Who has an account: inviting colleagues, what each may do, ending an account, passwords that were forgotten, and
 * signing in by a provider.
 */
export function colleagueRoutes(services: Services): Router {
  const { config, post, runner } = services
  const router = Router()
  router.use(providerRoutes(services))
  router.use(joinRoutes(services))
  router.use(forgottenRoutes(services))

  router.get(path, manages, async (req, res) => {
    const [accounts, invites, events] = await Promise.all([
      listAccounts(),
      listInvites(new Date()),
      latestEvents(),
    ])
    res.render('colleagues/accounts', {
      layout: 'desk',
      title: 'Accounts',
      sends: post.sends,
      ...accountsPage(accounts, invites, events, takeEntry(req, 'account')),
    })
  })

  router.post(path, manages, async (req, res) => {
    const form = validate(inviteForm, req.body)
    const isTaken = form.ok && (await findAccountByEmail(form.value.email)) !== null
    if (!form.ok || isTaken) {
      const taken = [{ place: 'email', message: 'This address has an account already' }]
      keepEntry(req, 'account', req.body, form.ok ? taken : form.problems)
      return res.redirect(303, path)
    }
    const { name, email, roles } = form.value
    const now = new Date()
    const token = newToken()
    const by = signedIn(req)._id
    const { _id, expiresAt } = await addInvite(token, { name, email, roles, by }, now)
    await post.ask(
      { kind: 'colleague', cause: _id, to: '', about: { invite: _id }, until: expiresAt, secrets: { token } },
      now,
    )
    runner.wake()
    await record(by, `invited somebody as ${wordsOf(roles)}`, _id)
    req.session.notice = post.sends
      ? `A mail to ${name} is on its way, with a link that makes their account.`
      : `${name} is invited. This site sends no mail itself: the letter with their link waits under “Mail”.`
    res.redirect(303, path)
  })

  router.post(`${path}/invites/:invite/withdraw`, manages, async (req, res) => {
    const invite = String(req.params.invite)
    const wasThere = await removeInvite(invite)
    if (wasThere) await record(signedIn(req)._id, 'took back an invitation', invite)
    req.session.notice = wasThere
      ? 'The invitation is taken back: its link makes no account any more.'
      : 'The invitation was used meanwhile, or is too old.'
    res.redirect(303, path)
  })

  router.get(`${path}/:account`, manages, async (req, res) => {
    const account = await accountOf(req)
    const isOwn = account._id === signedIn(req)._id
    res.render('colleagues/account', {
      layout: 'desk',
      title: account.name,
      ...accountPage(account, config.provider, isOwn, takeEntry(req, 'role')),
    })
  })

  router.post(`${path}/:account/role`, manages, async (req, res) => {
    const account = await accountOf(req)
    const form = validate(rolesForm, req.body)
    if (!form.ok) {
      keepEntry(req, 'role', req.body, form.problems)
      return res.redirect(303, `${path}/${account._id}`)
    }
    if (account.ended) throw new Conflict('This account is ended. Restore it before you change it.')
    const { roles } = form.value
    if (!may({ roles }, 'manageAccounts')) await keepAnAdministrator(account)
    await setRoles(account._id, roles)
    await record(signedIn(req)._id, `made them ${wordsOf(roles)}`, account._id)
    req.session.notice = `What ${account.name} may do is changed: ${wordsOf(roles)}.`
    res.redirect(303, path)
  })

  router.post(`${path}/:account/second-factor`, manages, async (req, res) => {
    const account = await accountOf(req)
    await setSecondFactor(account._id, undefined)
    await removeSignIns(account._id)
    await record(signedIn(req)._id, 'turned off the second factor of', account._id)
    req.session.notice = `The second factor of ${account.name} is off, and they are signed out.`
    res.redirect(303, `${path}/${account._id}`)
  })

  router.post(`${path}/:account/unlink`, manages, async (req, res) => {
    const account = await accountOf(req)
    await removeLink(account._id)
    await removeSignIns(account._id)
    await record(signedIn(req)._id, 'unlinked the account of', account._id)
    req.session.notice = `The account of ${account.name} is unlinked, and they are signed out.`
    res.redirect(303, `${path}/${account._id}`)
  })

  router.post(`${path}/:account/end`, manages, async (req, res) => {
    const account = await accountOf(req)
    await keepAnAdministrator(account)
    await endAccount(account, new Date())
    await removeSignIns(account._id)
    await record(signedIn(req)._id, 'ended the account of', account._id)
    req.session.notice = `${account.name} can sign in no more. What they coded and wrote stays theirs.`
    res.redirect(303, path)
  })

  router.post(`${path}/:account/restore`, manages, async (req, res) => {
    const account = await accountOf(req)
    await restoreAccount(account)
    await record(signedIn(req)._id, 'restored the account of', account._id)
    req.session.notice = `${account.name} can sign in again.`
    res.redirect(303, path)
  })

  return router
}

async function accountOf(req: Request): Promise<Account> {
  const account = await findAccount(String(req.params.account))
  if (!account) throw new NotFound('There is no account at this address.')
  return account
}

/** @throws Conflict where this account is the last that may manage the others */
async function keepAnAdministrator(account: Account): Promise<void> {
  if (may(account, 'manageAccounts') && (await countAdministrators()) < 2)
    throw new Conflict(
      'This is the only administrator. Make somebody else one first, so that somebody can manage the accounts.',
    )
}

/** What somebody may do everywhere, for the trail. */
function wordsOf(roles: readonly Role[]): string {
  return roles.length > 0 ? roles.join(' and ') : 'one who works in single consultations only'
}
