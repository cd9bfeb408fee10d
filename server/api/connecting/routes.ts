import { Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { consultationOf } from '../../consultations/load.ts'
import { newId, tokenHash } from '../../database/ids.ts'
import { NotFound } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { tokenForm } from '../tokens/forms.ts'
import { newApiToken } from '../tokens/secret.ts'
import { addToken, endToken } from '../tokens/tokenStore.ts'
import { hooksPage } from '../webhooks/page.ts'
import { hookEntry, webhookRoutes } from '../webhooks/routes.ts'
import { connectingPage } from './page.ts'
import { keepToShowOnce, takeShownOnce } from './shownOnce.ts'

const path = '/desk/:consultation/api'

/** Where owners let programs in, and see what is let in. */
export function connectingRoutes(services: Pick<Services, 'config' | 'runner'>): Router {
  const { config } = services
  const router = Router()
  const connects = allow('connectPrograms')

  router.get(path, connects, async (req, res) => {
    const consultation = await consultationOf(req)
    const { _id } = consultation
    const { hookProblems, ...hooks } = await hooksPage(_id, takeEntry(req, hookEntry(_id)))
    const tokens = await connectingPage(_id, takeEntry(req, entryOf(_id)), new Date())
    res.render('api/connecting', {
      layout: 'desk',
      title: 'Programs',
      section: 'overview',
      consultation,
      shown: takeShownOnce(req, config, _id),
      site: config.baseUrl,
      ...tokens,
      ...hooks,
      problems: tokens.problems ?? hookProblems,
    })
  })

  router.post(`${path}/tokens`, connects, async (req, res) => {
    const { _id: consultation } = await consultationOf(req)
    const form = validate(tokenForm, req.body)
    if (form.ok) {
      const { name, scopes, until } = form.value
      const [secret, by, _id] = [newApiToken(), signedIn(req)._id, newId()]
      const token = { _id, hash: tokenHash(secret), consultation, account: by, name, scopes }
      await addToken({ ...token, createdAt: new Date(), ...(until ? { until } : {}) })
      await record(by, `made a token for ${scopes.join(', ')} of ${consultation}`, _id)
      keepToShowOnce(req, config, { consultation, name, secret })
    } else keepEntry(req, entryOf(consultation), req.body, form.problems)
    res.redirect(303, `/desk/${consultation}/api`)
  })

  router.post(`${path}/tokens/:token/end`, connects, async (req, res) => {
    const { _id: consultation } = await consultationOf(req)
    const by = signedIn(req)._id
    const ended = await endToken(consultation, String(req.params.token), by, new Date())
    if (!ended) throw new NotFound('There is no such token here, or it was ended before.')
    await record(by, `ended a token of ${consultation}`, ended._id)
    req.session.notice = `The token “${ended.name}” is ended: it opens nothing any more.`
    res.redirect(303, `/desk/${consultation}/api`)
  })

  router.use(webhookRoutes(services))
  return router
}

function entryOf(consultation: string): string {
  return `programs ${consultation}`
}
