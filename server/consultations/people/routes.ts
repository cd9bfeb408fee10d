import { type Request, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { giveRoles, undoGiving } from '../../accounts/people/give.ts'
import { findPeople, type People, rolesAmong } from '../../accounts/people/store.ts'
import { type ConsultationRole, forConsultations, may } from '../../accounts/roles.ts'
import { type Account, findAccount, listAccounts } from '../../accounts/store.ts'
import { addInvite, invitesInto, removeInvite } from '../../colleagues/linkStore.ts'
import { newToken } from '../../database/ids.ts'
import { NotFound } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { consultationOf } from '../load.ts'
import { inviteForm, rolesForm } from './forms.ts'
import { inWords, peoplePage, personPage } from './page.ts'

const path = '/desk/:consultation/people'

/** Who works on a consultation: giving roles in it and taking them, asking colleagues in, and how it came to be so. */
export function peopleRoutes({ post, runner }: Pick<Services, 'post' | 'runner'>): Router {
  const router = Router()
  const manages = allow('managePeople')

  router.get(path, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    res.render('consultations/people/people', {
      layout: 'desk',
      title: 'People',
      section: 'overview',
      consultation,
      mayChange: may(signedIn(req), 'managePeople'),
      sends: post.sends,
      ...(await peoplePage(consultation._id, takeEntry(req, `people ${consultation._id}`), new Date())),
    })
  })

  router.post(path, manages, async (req, res) => {
    const { _id: consultation, title } = await consultationOf(req)
    const back = `/desk/${consultation}/people`
    const form = validate(inviteForm, req.body)
    const { people } = await findPeople(consultation)
    const problems = form.ok ? await alreadyHere(people, form.value.email) : form.problems
    if (!form.ok || problems.length > 0) {
      keepEntry(req, `people ${consultation}`, req.body, problems)
      return res.redirect(303, back)
    }
    const { name, email, roles } = form.value
    const [by, token, now] = [signedIn(req)._id, newToken(), new Date()]
    const into = { consultation, title, roles }
    const { _id, expiresAt } = await addInvite(token, { name, email, roles: [], into, by }, now)
    await post.ask(
      { kind: 'colleague', cause: _id, to: '', about: { invite: _id }, until: expiresAt, secrets: { token } },
      now,
    )
    runner.wake()
    await record(by, `asked somebody to be ${inWords(roles)} of ${consultation}`, _id)
    req.session.notice = post.sends
      ? `A mail to ${name} is on its way. They are here once they have followed its link.`
      : `${name} is invited. This site sends no mail itself: an administrator passes the letter with their link on.`
    res.redirect(303, back)
  })

  router.post(`${path}/invites/:invite/withdraw`, manages, async (req, res) => {
    const { _id } = await consultationOf(req)
    const invites = await invitesInto(_id, new Date())
    const invite = invites.find(each => each._id === req.params.invite)
    if (!invite)
      throw new NotFound('There is no such invitation here: it was used, taken back, or is too old.')
    await removeInvite(invite._id)
    await record(signedIn(req)._id, `took back an invitation into ${_id}`, invite._id)
    req.session.notice = 'The invitation is taken back: its link leads nowhere any more.'
    res.redirect(303, `/desk/${_id}/people`)
  })

  router.get(`${path}/:account`, manages, async (req, res) => {
    const consultation = await consultationOf(req)
    const { account, here } = await personOf(req)
    res.render('consultations/people/person', {
      layout: 'desk',
      title: account.name,
      section: 'overview',
      consultation,
      ...personPage(account, here, takeEntry(req, `person ${account._id}`)),
    })
  })

  router.post(`${path}/:account`, manages, async (req, res) => {
    const { _id } = await consultationOf(req)
    const { account } = await personOf(req)
    const form = validate(rolesForm, req.body)
    if (!form.ok) {
      keepEntry(req, `person ${account._id}`, req.body, form.problems)
      return res.redirect(303, `/desk/${_id}/people/${account._id}`)
    }
    await change(req, account, form.value.roles)
    res.redirect(303, await backOf(req))
  })

  router.post(`${path}/:account/remove`, manages, async (req, res) => {
    await consultationOf(req)
    const { account } = await personOf(req)
    await change(req, account, [])
    res.redirect(303, await backOf(req))
  })

  router.post(`${path}/changes/:change/undo`, manages, async (req, res) => {
    const { _id } = await consultationOf(req)
    const { changes } = await findPeople(_id)
    const made = changes.find(({ id }) => id === req.params.change)
    if (!made) throw new NotFound('There is no such change here.')
    const by = signedIn(req)._id
    await undoGiving(_id, made, by, new Date())
    await record(by, `took a change of roles back in ${_id}`, made.account)
    req.session.notice = 'Taken back: they may do what they might before.'
    res.redirect(303, await backOf(req))
  })

  return router
}

/** Gives somebody these roles here, and says so. */
async function change(req: Request, account: Account, roles: ConsultationRole[]): Promise<void> {
  const consultation = String(req.params.consultation)
  const by = signedIn(req)._id
  const changed = await giveRoles(consultation, { account: account._id, roles, by, at: new Date() })
  const what = roles.length > 0 ? inWords(roles) : undefined
  if (changed)
    await record(
      by,
      what ? `made them ${what} of ${consultation}` : `took their roles in ${consultation}`,
      account._id,
    )
  req.session.notice = what
    ? `${account.name} is ${what} here now.`
    : `${account.name} has no role of their own here any more. What they coded and wrote stays theirs.`
}

/** Where somebody goes on who changed roles: whoever gave their own up may not see the page any more. */
async function backOf(req: Request): Promise<string> {
  const consultation = String(req.params.consultation)
  const account = await findAccount(signedIn(req)._id)
  const held = rolesAmong((await findPeople(consultation)).people, signedIn(req)._id)
  const isHere = account !== null && may({ roles: [...forConsultations(account.roles), ...held] }, 'read')
  return isHere ? `/desk/${consultation}/people` : '/desk'
}

/** Somebody whose roles are changed: who has any here, or everywhere. @throws NotFound for all others */
async function personOf(req: Request): Promise<{ account: Account; here: People }> {
  const [account, here] = await Promise.all([
    findAccount(String(req.params.account)),
    findPeople(String(req.params.consultation)),
  ])
  const held = account ? [...forConsultations(account.roles), ...rolesAmong(here.people, account._id)] : []
  if (!account || held.length === 0)
    throw new NotFound('Nobody at this address works here. Ask them in by mail, on the page “People”.')
  return { account, here }
}

async function alreadyHere(people: People['people'], email: string) {
  const isHere = (await listAccounts()).some(
    account => account.email === email && rolesAmong(people, account._id).length > 0,
  )
  return isHere
    ? [
        {
          place: 'email',
          message: 'They work here already. Follow their name in the list to change their roles',
        },
      ]
    : []
}
