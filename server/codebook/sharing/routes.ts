import { Router } from 'express'
import type { Problem } from '../../../analysis/index.ts'
import { allow, placesWhere, signedIn } from '../../accounts/allow.ts'
import { thoseWhoMay } from '../../accounts/people/inConsultation.ts'
import { isAmong, type Places } from '../../accounts/people/places.ts'
import { may } from '../../accounts/roles.ts'
import { consultationOf } from '../../consultations/load.ts'
import { listConsultations } from '../../consultations/store.ts'
import { Conflict, Forbidden, NotFound } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { codebookOf } from '../store.ts'
import { type ShareForm, shareForm, takeForm } from './forms.ts'
import { mayOffer, ownershipOf } from './owner.ts'
import { changesWords, reviewPage, type Shared, sharedWith, sharingPage } from './page.ts'
import { offersOf } from './review.ts'
import { saveShare } from './shareStore.ts'
import { takeShared } from './take.ts'

/** Offering a codebook to other consultations, and taking what they offer, at first and whenever it was changed. */
export function sharingRoutes({ runner }: Services): Router {
  const router = Router()
  const path = '/desk/:consultation/codebook-sharing'

  router.get(path, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const entry = takeEntry(req, 'sharing')
    res.render('codebook/sharing', {
      layout: 'desk',
      title: 'Share the codebook',
      section: 'themes',
      consultation,
      ...(await sharingPage(
        consultation,
        signedIn(req),
        await placesWhere(req, 'read'),
        entry?.values ?? {},
      )),
      mayEdit: may(signedIn(req), 'editCodebook'),
      problems: entry?.problems,
    })
  })

  router.post(path, allow('editCodebook'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const account = signedIn(req)
    const ownership = await ownershipOf(_id)
    if (!mayOffer(account, ownership))
      throw new Forbidden(
        'Only who owns this codebook, or an owner of the consultation, says to whom it is offered.',
      )
    const form = validate(shareForm, req.body)
    const places = await placesWhere(req, 'read')
    const problems = form.ok ? await shareProblems(_id, form.value, places) : form.problems
    if (!form.ok || problems.length > 0) {
      keepEntry(req, 'sharing', req.body, problems)
      return res.redirect(303, `/desk/${_id}/codebook-sharing`)
    }
    const { owner, to, consultations, changes } = form.value
    // What they do not know of stays offered to as it is.
    const unseen = ownership.to === 'all' ? [] : ownership.to.filter(id => !isAmong(places, id))
    const offered = to === 'all' ? 'all' : to === 'some' ? [...consultations, ...unseen] : []
    const isSaved =
      changes === ownership.changes &&
      (await saveShare({ _id, owner, to: offered, by: account._id, at: new Date(), changes: changes + 1 }))
    if (isSaved) req.session.notice = 'It is saved who owns the codebook, and who may take a copy.'
    else
      keepEntry(req, 'sharing', req.body, [
        {
          place: '',
          message: 'Someone else changed this while you did. Save again to put yours in its place.',
        },
      ])
    res.redirect(303, `/desk/${_id}/codebook-sharing`)
  })

  router.get(`${path}/:from`, allow('editCodebook'), async (req, res) => {
    const consultation = await consultationOf(req)
    const ours = await codebookOf(consultation._id)
    const shared = offeredOr404(await sharedWith(ours, String(req.params.from)))
    const entry = takeEntry(req, `take ${req.params.from}`)
    const page = reviewPage(ours, shared, entry?.values)
    res.render('codebook/take', {
      layout: 'desk',
      title: page.isFirst ? `Take the codebook of ${page.of}` : `What is new in the codebook of ${page.of}`,
      section: 'themes',
      consultation,
      ...page,
      from: req.params.from,
      problems: entry?.problems,
    })
  })

  router.post(`${path}/:from`, allow('editCodebook'), async (req, res) => {
    const { _id: consultation } = await consultationOf(req)
    const from = String(req.params.from)
    const here = `/desk/${consultation}/codebook-sharing/${from}`
    const again = (problems: Problem[]) => {
      keepEntry(req, `take ${from}`, req.body, problems)
      res.redirect(303, here)
    }
    const form = validate(takeForm, req.body)
    if (!form.ok) return again(form.problems)
    const { themes, meaning, version, seen } = form.value
    const ours = await codebookOf(consultation)
    const shared = offeredOr404(await sharedWith(ours, from, version))
    const chosen = new Set(themes)
    const offers = offersOf(ours, shared.theirs, shared.taken).filter(({ theirs }) => chosen.has(theirs.id))
    if (themes.length === 0) return again([{ place: 'themes', message: 'Choose the themes to take' }])
    if (offers.some(offer => (offer.ours?.changed ?? 0) > seen))
      return again([
        { place: '', message: 'Someone else changed a theme of these while you looked. Look at it again.' },
      ])
    if (meaning === undefined && offers.some(changesWords))
      return again([{ place: 'meaning', message: 'Say whether the themes mean something else now' }])
    const { title, theirs, taken } = shared
    const isOther = meaning === 'yes'
    const result = await takeShared(consultation, signedIn(req)._id, {
      title,
      theirs,
      taken,
      chosen,
      isOther,
    })
    if (!result) throw new Conflict('Nothing of it was left to take: somebody took it meanwhile.')
    runner.wake()
    req.session.notice = `Taken: ${result.count} ${result.count === 1 ? 'theme' : 'themes'}, as version ${result.version}, which can be undone here.`
    res.redirect(303, `/desk/${consultation}/codebook-history`)
  })

  return router
}

/** @throws NotFound when no such codebook is offered to this consultation */
function offeredOr404(shared: Shared | undefined): Shared {
  if (!shared) throw new NotFound('No codebook is offered to this consultation at this address any more.')
  return shared
}

/** What the schema cannot know: whether there is such an owner, and such consultations. */
async function shareProblems(consultation: string, form: ShareForm, places: Places): Promise<Problem[]> {
  const problems: Problem[] = []
  const editors = await thoseWhoMay(consultation, 'editCodebook')
  if (!editors.some(({ _id }) => _id === form.owner))
    problems.push({ place: 'owner', message: 'Choose somebody who may change codebooks' })
  if (form.to !== 'some') return problems
  const known = new Set((await listConsultations()).flatMap(({ _id }) => (isAmong(places, _id) ? [_id] : [])))
  known.delete(consultation)
  if (form.consultations.length === 0 || form.consultations.some(id => !known.has(id)))
    problems.push({ place: 'consultations', message: 'Choose the consultations that may take a copy' })
  return problems
}
