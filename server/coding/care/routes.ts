import { Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { consultationOf } from '../../consultations/load.ts'
import { Conflict, Invalid } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { recordSeenBy } from '../rounds/hidden.ts'
import { wantOfCopies } from './copiesHeldStore.ts'
import { decisionForm, holdForm, undoForm } from './forms.ts'
import { changeHeld, chosenPassage, holdBack } from './holdBack.ts'
import { holdCopies } from './holdCopies.ts'
import { heldPassagesPage } from './page.ts'

const path = '/desk/:consultation/passages-held'

/** Holding passages back, and deciding on those that are. */
export function careRoutes({ runner }: Services): Router {
  const router = Router()

  router.post('/desk/:consultation/responses/:response/holds', allow('askHold'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const account = signedIn(req)
    const seen = await recordSeenBy(account._id, _id, String(req.params.response))
    const { response } = seen
    if (response.state === 'withdrawn')
      throw new Conflict('This respondent has withdrawn: nobody reads their words any more.')
    const address = `/desk/${_id}/responses/${response._id}`
    const form = validate(holdForm, req.body)
    const chosen = form.ok ? chosenPassage(seen, form.value) : form
    if (!form.ok || !chosen.ok) {
      keepEntry(req, `coding ${response._id}`, req.body, chosen.ok ? [] : chosen.problems)
      return res.redirect(303, `${address}#problems`)
    }
    const { kind, note } = form.value
    const hold = await holdBack(seen, chosen.passage, { kind, note, by: account._id })
    const copies = hold && form.value.copies === 'yes' ? await holdCopies(seen, chosen.passage.text, hold) : 0
    if (hold) await record(account._id, `held a passage back (${kind})`, response.reference)
    runner.wake()
    req.session.notice = hold
      ? `Held back. From now on nobody reads these words but those who decide on it.${copies > 0 ? ' They are being held in the other copies of the letter too.' : ''}`
      : 'This passage is held back already.'
    res.redirect(303, address)
  })

  router.get(path, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const { after, show } = req.query
    const entry = takeEntry(req, 'passages held')
    res.render('coding/passagesHeld', {
      layout: 'desk',
      title: 'Passages held back',
      section: 'responses',
      consultation,
      ...(await heldPassagesPage(consultation, signedIn(req), {
        after: typeof after === 'string' ? after : '',
        all: show === 'all',
      })),
      problems: entry?.problems,
    })
  })

  router.post(path, allow('decideHolds'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const form = validate(decisionForm, req.body)
    if (!form.ok) {
      keepEntry(req, 'passages held', req.body, form.problems)
      return res.redirect(303, `/desk/${_id}/passages-held`)
    }
    const { verdict, reason } = form.value
    const by = signedIn(req)._id
    const to = { state: verdict, by, reason }
    await changeHeld(_id, form.value, ['waiting', 'kept'], to, () => true)
    if (form.value.copies === 'yes') await wantOfCopies(form.value.hold, to)
    await record(by, `${verdict} a passage that was held back`, _id)
    runner.wake()
    req.session.notice = notices[verdict]
    res.redirect(303, `/desk/${_id}/passages-held`)
  })

  router.post(`${path}/undo`, allow('askHold'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const form = validate(undoForm, req.body)
    if (!form.ok) throw new Invalid('The form does not say which passage it is of. Reload the page.')
    const account = signedIn(req)
    const to = { state: 'undone' as const, by: account._id, reason: '' }
    await changeHeld(
      _id,
      form.value,
      ['waiting'],
      to,
      hold => hold.by === account._id || may(account, 'decideHolds'),
    )
    if (form.value.copies === 'yes') await wantOfCopies(form.value.hold, to)
    await record(account._id, 'took the holding of a passage back', _id)
    runner.wake()
    req.session.notice = 'Taken back: everybody at the desk can read the passage again.'
    res.redirect(303, `/desk/${_id}/passages-held`)
  })

  return router
}

const notices = {
  released: 'Released: everybody at the desk can read the passage again.',
  kept: 'Kept out of sight. You can release it later.',
  redacted: 'Redacted for good. A sign stands in its place on every page and in every export.',
}
