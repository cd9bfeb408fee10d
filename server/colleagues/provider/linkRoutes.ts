import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Problem } from '../../../analysis/index.ts'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { currentPassword } from '../../accounts/fields.ts'
import { passwordFits } from '../../accounts/password.ts'
import { removeLink } from '../../accounts/store.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { limit } from '../../http/limits.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { linkPage } from './page.ts'
import type { Provider } from './provider.ts'
import { linkPath, sendOn } from './sendOn.ts'

const own = allow('keepOwnAccount')
const linkForm = z.object({ current: currentPassword })

/** Linking one’s account with the provider, and unlinking it. @param provider throws where the site has none */
export function linkRoutes(services: Services, provider: () => Provider): Router {
  const router = Router()
  // Counted with the other passwords of one’s own account.
  const careful = limit(services, 'ownAccount', 20)

  router.get(linkPath, own, (req, res) => {
    const { settings } = provider()
    res.render('colleagues/link', {
      ...{ layout: 'desk', title: `Sign in with ${settings.name}` },
      ...linkPage(signedIn(req), settings, takeEntry(req, 'link')),
    })
  })

  router.post(linkPath, own, careful, async (req, res) => {
    const to = provider()
    const { _id, link } = signedIn(req)
    if (link?.issuer === to.settings.issuer) return res.redirect(303, linkPath)
    if (await isConfirmed(req, res))
      await sendOn(req, res, { ...services, provider: to }, { next: '', account: _id })
  })

  router.post(`${linkPath}/off`, own, careful, async (req, res) => {
    const { name } = provider().settings
    const { _id } = signedIn(req)
    if (!(await isConfirmed(req, res))) return
    if (await removeLink(_id))
      await record(_id, 'unlinked their account from the sign-in of the provider', _id)
    req.session.notice = `Your account is unlinked: your password signs you in, and ${name} no more.`
    res.redirect(303, '/desk/account')
  })

  return router
}

/** Whether the password was entered that one signs in with; where not, the page tells so. */
async function isConfirmed(req: Request, res: Response): Promise<boolean> {
  const form = validate(linkForm, req.body)
  if (form.ok && (await passwordFits(signedIn(req).passwordHash, form.value.current))) return true
  const wrong: Problem = {
    place: 'current',
    message: 'This is not the password that you sign in with. Enter it again.',
  }
  keepEntry(req, 'link', {}, form.ok ? [wrong] : form.problems)
  res.redirect(303, linkPath)
  return false
}
