import { type Request, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { may } from '../../accounts/roles.ts'
import { codebookOf } from '../../codebook/store.ts'
import { consultationOf } from '../../consultations/load.ts'
import type { Consultation } from '../../consultations/store.ts'
import { NotFound } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { findText } from '../../responses/textStore.ts'
import { withQuery } from '../back.ts'
import { coderNames } from '../pages/names.ts'
import { differencesOf, findDifference } from '../rounds/differenceStore.ts'
import { readableOf } from '../rounds/differencesPage.ts'
import type { Round } from '../rounds/roundStore.ts'
import { roundPath } from '../rounds/roundsPage.ts'
import { roundOf } from '../rounds/routes.ts'
import { outcomeForm, placeForm } from './forms.ts'
import { outcomeFrom } from './outcomeFrom.ts'
import { differencePage } from './page.ts'
import { settleDifference } from './settleDifference.ts'

const path = '/desk/:consultation/rounds/:round/differences'

/** Settling the differences of a round that is over, one after another. */
export function adjudicationRoutes(): Router {
  const router = Router()

  router.get(`${path}/next`, allow('read'), async (req, res) => {
    const round = await roundOf(req, (await consultationOf(req))._id)
    const { theme } = placeForm.parse(req.query)
    res.redirect(303, await nextAddress(req, round, '', theme))
  })

  router.get(`${path}/:difference`, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const { difference, ...words } = await differenceOf(req, consultation)
    const place = placeForm.parse(req.query)
    const page = await differencePage(
      consultation,
      difference,
      words,
      takeEntry(req, entryOf(difference._id)),
    )
    res.render('coding/difference', {
      layout: 'desk',
      title: 'A passage that differs',
      section: 'responses',
      script: 'coding',
      consultation,
      ...page,
      only: place.theme,
      undo: place.undo,
      mayAdjudicate: may(signedIn(req), 'adjudicate'),
    })
  })

  router.post(`${path}/:difference`, allow('adjudicate'), async (req, res) => {
    const consultation = await consultationOf(req)
    const { difference, round, text } = await differenceOf(req, consultation)
    const { theme } = placeForm.parse(req.body ?? {})
    const here = withQuery(`${roundPath(round)}/differences/${difference._id}`, { theme })
    const form = validate(outcomeForm, req.body)
    const { themes } = await codebookOf(consultation._id)
    const read = form.ok ? outcomeFrom(form.value, difference, text.text, themes) : form
    if (!form.ok || !read.ok || !('outcome' in read)) {
      keepEntry(req, entryOf(difference._id), req.body, read.ok ? [] : read.problems)
      return res.redirect(303, here)
    }
    const by = signedIn(req)._id
    const seen = { ...difference, revision: form.value.seen }
    if (await settleDifference(seen, { ...read.outcome, by, at: new Date() }, by)) {
      req.session.notice = 'Settled.'
      return res.redirect(303, await nextAddress(req, round, difference._id, theme))
    }
    keepEntry(req, entryOf(difference._id), req.body, [
      { place: 'choice', message: await overtaken(difference._id) },
    ])
    res.redirect(303, here)
  })

  router.post(`${path}/:difference/undo`, allow('adjudicate'), async (req, res) => {
    const { difference, round } = await differenceOf(req, await consultationOf(req))
    const { seen, theme } = placeForm.parse(req.body ?? {})
    // Without a revision, what is taken back is what the same person settled a moment ago.
    const mine = seen === 0 && difference.outcome?.by === signedIn(req)._id
    const asSeen = { ...difference, revision: mine ? difference.revision : seen }
    const undone = difference.outcome && (await settleDifference(asSeen, undefined, signedIn(req)._id))
    req.session.notice = undone
      ? 'Taken back: the passage is to be settled again.'
      : 'Nothing was taken back: it was settled otherwise meanwhile, as you see here.'
    res.redirect(303, withQuery(`${roundPath(round)}/differences/${difference._id}`, { theme }))
  })

  return router
}

/** The difference that a request’s address names, in the words that it is about. @throws NotFound */
async function differenceOf(req: Request, { _id }: Consultation) {
  const round = await roundOf(req, _id)
  const found = await findDifference(String(req.params.difference))
  const [readable] = found?.round === round._id ? await readableOf([found]) : []
  const text = readable && (await findText(_id, readable.difference.text))
  if (!readable || !text)
    throw new NotFound(
      'This passage is no longer there: its respondent withdrew, or changed the answer. Go back to the round.',
    )
  return { ...readable, round, text }
}

function entryOf(difference: string): string {
  return `difference ${difference}`
}

async function overtaken(id: string): Promise<string> {
  const [now, nameOf] = await Promise.all([findDifference(id), coderNames()])
  if (!now?.outcome)
    return 'Somebody took back meanwhile how this was settled. Nothing of yours is kept yet: settle it again'
  return `${nameOf(now.outcome.by)} settled this while you looked at it. See below how; settle it again if you still want to, and theirs stays in its history`
}

/** To the first difference after one that is to be settled, of one theme or of all; or to the round. */
async function nextAddress(req: Request, round: Round, after: string, theme: string): Promise<string> {
  const open = (await readableOf(await differencesOf(round._id, theme))).map(({ difference }) => difference)
  const from = open.findIndex(({ _id }) => _id === after) + 1
  const next = [...open.slice(from), ...open.slice(0, from)].find(({ outcome }) => !outcome)
  if (next) return withQuery(`${roundPath(round)}/differences/${next._id}`, { theme, undo: after })
  if (after === '') req.session.notice = 'All of them are settled.'
  return withQuery(`${roundPath(round)}/differences`, { theme })
}
