import { type Request, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { may } from '../../accounts/roles.ts'
import { consultationOf } from '../../consultations/load.ts'
import { NotFound } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { filterWords } from '../assignments/assignPage.ts'
import { coderAccounts } from '../assignments/coders.ts'
import { type Begun, beginRound } from './begin.ts'
import { differencesPage } from './differencesPage.ts'
import { roundForm, roundQuery } from './forms.ts'
import { roundPage } from './roundPage.ts'
import { endRound, findRound, type Round } from './roundStore.ts'
import { roundPath, roundsPage } from './roundsPage.ts'

const path = '/desk/:consultation/rounds'

/** Blind rounds: beginning and ending one, how far its coders agreed, and where they differed. */
export function roundRoutes({ runner }: Services): Router {
  const router = Router()

  router.get(path, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    res.render('coding/rounds', {
      layout: 'desk',
      title: 'Blind rounds',
      section: 'responses',
      consultation,
      ...(await roundsPage(consultation, takeEntry(req, `round ${consultation._id}`))),
      mayAssign: may(signedIn(req), 'assign'),
    })
  })

  router.post(path, allow('assign'), async (req, res) => {
    const consultation = await consultationOf(req)
    const form = validate(roundForm, req.body)
    const known = new Set((await coderAccounts(consultation._id)).map(({ id }) => id))
    const begun: Begun = form.ok
      ? await beginRound(
          consultation._id,
          signedIn(req)._id,
          [...new Set(form.value.coders)].filter(id => known.has(id)),
          form.value,
          { filter: await filterWords(consultation, form.value) },
        )
      : form
    if (begun.ok) {
      const { round, leftOut } = begun
      const out =
        leftOut > 0
          ? ` ${leftOut} of those that you named ${leftOut === 1 ? 'is' : 'are'} left out: one of the coders knows them already, they hold no written answer, or they are in another round.`
          : ''
      req.session.notice = `The round is begun with ${round.responses.length} ${round.responses.length === 1 ? 'response' : 'responses'}.${out}`
      return res.redirect(303, roundPath(round))
    }
    keepEntry(req, `round ${consultation._id}`, req.body, begun.problems)
    res.redirect(303, `/desk/${consultation._id}/rounds`)
  })

  router.get(`${path}/:round`, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const round = await roundOf(req, consultation._id)
    const { unit } = roundQuery.parse(req.query)
    res.render('coding/round', {
      layout: 'desk',
      title: 'Blind round',
      section: 'responses',
      consultation,
      ...(await roundPage(round, signedIn(req)._id, unit)),
      mayAssign: may(signedIn(req), 'assign'),
    })
  })

  router.post(`${path}/:round/end`, allow('assign'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const round = await roundOf(req, _id)
    const ended = await endRound(round._id, { by: signedIn(req)._id, at: new Date() })
    if (ended) runner.wake()
    req.session.notice = ended
      ? 'The round is over. Its coders see from now on what the others found.'
      : 'The round was over already.'
    res.redirect(303, roundPath(round))
  })

  router.get(`${path}/:round/differences`, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const round = await roundOf(req, consultation._id)
    res.render('coding/differences', {
      layout: 'desk',
      title: 'Passages that differ',
      section: 'responses',
      consultation,
      ...(await differencesPage(consultation, round, roundQuery.parse(req.query))),
    })
  })

  return router
}

/** The round that a request’s address names. @throws NotFound when this consultation has none such */
export async function roundOf(req: Request, consultation: string): Promise<Round> {
  const round = await findRound(String(req.params.round))
  if (round?.consultation !== consultation) throw new NotFound('There is no such round here.')
  return round
}
