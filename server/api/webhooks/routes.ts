import { type Request, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { consultationOf } from '../../consultations/load.ts'
import { openingOf } from '../../consultations/store.ts'
import { newId } from '../../database/ids.ts'
import { seal } from '../../database/seal.ts'
import { NotFound } from '../../errors.ts'
import { keepEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { keepToShowOnce } from '../connecting/shownOnce.ts'
import { removeDeliveries, sendAgain, sendFailedAgain } from './deliveryStore.ts'
import { hookForm } from './forms.ts'
import { addHook, findHook, type Hook, removeHook, resumeHook } from './hookStore.ts'
import { hookPage } from './page.ts'
import { newHookSecret } from './signing.ts'
import { tellForTest } from './tell.ts'

const path = '/desk/:consultation/api/hooks'

/** The webhooks of a consultation: making and removing them, and what they were told. */
export function webhookRoutes({ config, runner }: Pick<Services, 'config' | 'runner'>): Router {
  const router = Router()
  const connects = allow('connectPrograms')

  router.post(path, connects, async (req, res) => {
    const consultation = await consultationOf(req)
    const back = `/desk/${consultation._id}/api`
    const form = validate(hookForm(config.webhooksToLoopback), req.body)
    if (!form.ok) {
      keepEntry(req, hookEntry(consultation._id), req.body, form.problems)
      return res.redirect(303, back)
    }
    const [secret, by, _id, now] = [newHookSecret(), signedIn(req)._id, newId(), new Date()]
    await addHook({
      ...{ _id, consultation: consultation._id, ...form.value, by, createdAt: now },
      sealed: seal(config.sessionSecret, { secret }),
      opening: openingOf(consultation, now),
    })
    await record(by, `made a webhook of ${consultation._id}`, _id)
    keepToShowOnce(req, config, { consultation: consultation._id, name: form.value.url, secret })
    res.redirect(303, back)
  })

  router.get(`${path}/:hook`, connects, async (req, res) => {
    const [consultation, hook] = [await consultationOf(req), await hookOf(req)]
    res.render('api/hook', {
      layout: 'desk',
      title: 'A webhook',
      section: 'overview',
      consultation,
      ...(await hookPage(hook)),
    })
  })

  router.post(`${path}/:hook/test`, connects, async (req, res) => {
    const hook = await hookOf(req)
    await tellForTest(hook, new Date())
    runner.wake()
    req.session.notice = 'A test is on its way. Reload this page in a moment to see what became of it.'
    res.redirect(303, pageOf(hook))
  })

  router.post(`${path}/:hook/go-on`, connects, async (req, res) => {
    const hook = await hookOf(req)
    await resumeHook(hook.consultation, hook._id)
    await sendFailedAgain(hook._id, new Date())
    runner.wake()
    req.session.notice = 'It goes on: what it was not told is sent in a moment.'
    res.redirect(303, pageOf(hook))
  })

  router.post(`${path}/:hook/deliveries/:delivery/again`, connects, async (req, res) => {
    const hook = await hookOf(req)
    if (!(await sendAgain(hook._id, String(req.params.delivery), new Date())))
      throw new NotFound('There is nothing of this name to send again: it waits already, or is kept no more.')
    runner.wake()
    req.session.notice = 'It is sent again in a moment, under the same id.'
    res.redirect(303, pageOf(hook))
  })

  router.post(`${path}/:hook/remove`, connects, async (req, res) => {
    const hook = await hookOf(req)
    const by = signedIn(req)._id
    await removeHook(hook.consultation, hook._id)
    await removeDeliveries(hook._id)
    await record(by, `removed a webhook of ${hook.consultation}`, hook._id)
    req.session.notice = 'The webhook is removed: it is told nothing any more.'
    res.redirect(303, `/desk/${hook.consultation}/api`)
  })

  return router
}

/** Under which name what was entered of a webhook is kept. */
export function hookEntry(consultation: string): string {
  return `webhook ${consultation}`
}

async function hookOf(req: Request): Promise<Hook> {
  const { _id } = await consultationOf(req)
  const found = await findHook(_id, String(req.params.hook))
  if (!found) throw new NotFound('There is no such webhook here.')
  return found
}

function pageOf({ consultation, _id }: Hook): string {
  return `/desk/${consultation}/api/hooks/${_id}`
}
