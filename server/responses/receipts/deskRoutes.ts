import { Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { Invalid } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { publicKeys } from './keyStore.ts'
import { currentKey, rotateKey } from './keys.ts'
import { keysPage } from './verifyPage.ts'

const path = '/desk/receipt-keys'

/** The keys that sign receipts, and making a new one. */
export function receiptKeyRoutes({ config }: Services): Router {
  const router = Router()

  router.get(path, allow('rotateKeys'), async (_req, res) => {
    const current = await currentKey(config.sessionSecret)
    const page = { ...keysPage(await publicKeys()), current: current._id }
    res.render('responses/deskKeys', { layout: 'desk', ...page })
  })

  router.post(path, allow('rotateKeys'), async (req, res) => {
    const { current } = req.body as { current?: unknown }
    const key = await currentKey(config.sessionSecret)
    if (typeof current !== 'string' || current === '')
      throw new Invalid(
        'This form is not one that our pages make. Go back, reload the page and send it again.',
      )
    if (current === key._id) {
      await rotateKey(key)
      const { _id } = await currentKey(config.sessionSecret)
      await record(signedIn(req)._id, 'made a new key for receipts', _id)
      req.session.notice =
        'New receipts are signed with a new key. Those that were issued before still verify.'
    } else req.session.notice = 'The key was changed already, perhaps by a colleague. Nothing was done now.'
    res.redirect(303, path)
  })

  return router
}
