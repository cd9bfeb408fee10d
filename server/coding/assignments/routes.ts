import { type Request, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { may } from '../../accounts/roles.ts'
import { consultationOf } from '../../consultations/load.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import { findResponse } from '../../responses/store.ts'
import { endPresence } from '../presence/presenceStore.ts'
import { keepReading, removeReading } from '../readingStore.ts'
import { type Assigned, assign, reassign, undoAssigning } from './assign.ts'
import { findAssigning } from './assigningStore.ts'
import { assignPage, filterWords } from './assignPage.ts'
import { coderAccounts } from './coders.ts'
import { finish, reopen } from './finish.ts'
import { assignForm, doneForm, reassignForm } from './forms.ts'
import { nextResponse } from './next.ts'
import { workPage } from './workPage.ts'

/** Who is to read and code which responses: assigning them, one's own next one, and being done with it. */
export function assignmentRoutes(): Router {
  const router = Router()
  const path = '/desk/:consultation/work'

  router.get(path, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const page = await workPage(consultation._id, signedIn(req)._id)
    res.render('coding/work', {
      layout: 'desk',
      title: 'Working together',
      section: 'responses',
      script: 'coding',
      consultation,
      path: `/desk/${consultation._id}/work`,
      ...page,
      mayCode: may(signedIn(req), 'code'),
      mayAssign: may(signedIn(req), 'assign'),
    })
  })

  router.get(`${path}/assign`, allow('assign'), async (req, res) => {
    const consultation = await consultationOf(req)
    const entry = takeEntry(req, `assign ${consultation._id}`)
    res.render('coding/assign', {
      layout: 'desk',
      title: 'Assign responses',
      section: 'responses',
      consultation,
      path: `/desk/${consultation._id}/work`,
      ...(await assignPage(consultation, entry)),
    })
  })

  router.post(`${path}/assign`, allow('assign'), async (req, res) => {
    const consultation = await consultationOf(req)
    const form = validate(assignForm, req.body)
    const result: Assigned = form.ok
      ? await assign(
          consultation._id,
          signedIn(req)._id,
          await known(consultation._id, form.value.coders),
          form.value,
          {
            filter: await filterWords(consultation, form.value),
          },
        )
      : form
    res.redirect(303, told(req, consultation._id, result))
  })

  router.post(`${path}/reassign`, allow('assign'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const form = validate(reassignForm, req.body)
    const result: Assigned = form.ok
      ? await reassign(_id, signedIn(req)._id, { ...form.value, to: await known(_id, form.value.to) })
      : form
    res.redirect(303, told(req, _id, result))
  })

  router.post(`${path}/:act/undo`, allow('assign'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const act = await findAssigning(_id, String(req.params.act))
    if (!act) throw new NotFound('There is no such assigning here. Go back to “Working together”.')
    const undone = await undoAssigning(act, signedIn(req)._id)
    req.session.notice =
      undone === undefined
        ? 'It was taken back before.'
        : `Taken back for ${undone} of ${act.responses}.${undone < act.responses ? ' What is done, or was given to others since, stays.' : ''}`
    res.redirect(303, `/desk/${_id}/work`)
  })

  router.get(`${path}/next`, allow('code'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const past = typeof req.query.past === 'string' ? req.query.past.slice(0, 100) : ''
    if (past !== '') await endPresence(past, signedIn(req)._id)
    res.redirect(303, await nextAddress(req, _id, past))
  })

  router.post('/desk/:consultation/responses/:response/done', allow('code'), async (req, res) => {
    const { _id: consultation } = await consultationOf(req)
    const response = await findResponse(consultation, String(req.params.response))
    if (!response) throw new NotFound('There is no response at this address.')
    if (response.state === 'withdrawn')
      throw new Conflict(
        'This respondent has withdrawn: there is nothing to read, and it has left your list.',
      )
    const [by, { do: deed, texts: shown }] = [signedIn(req)._id, doneForm.parse(req.body ?? {})]
    const here = `/desk/${consultation}/responses/${response._id}`
    if (deed === 'again') {
      await reopen(response, by)
      await removeReading(consultation, response._id, by)
      req.session.notice = 'Taken back: this response is on your list again.'
      return res.redirect(303, here)
    }
    const texts = currentTexts(response)
    if (!texts.every(text => shown.split(' ').includes(text))) {
      req.session.notice = 'The respondent changed an answer while you read. Read it again before you finish.'
      return res.redirect(303, here)
    }
    const at = new Date()
    await keepReading({ consultation, response: response._id, by, at, texts })
    await finish(response, by, { at, texts })
    await endPresence(response._id, by)
    req.session.notice = `Done with ${response.reference}.`
    res.redirect(303, await nextAddress(req, consultation, response._id))
  })

  return router
}

/** Where a coder goes on: their next response, or what there is to do where they have none left. */
async function nextAddress(req: Request, consultation: string, past: string): Promise<string> {
  const next = await nextResponse(consultation, signedIn(req)._id, past)
  if (next !== undefined) return `/desk/${consultation}/responses/${next}`
  const before = req.session.notice === undefined ? '' : `${req.session.notice} `
  req.session.notice = `${before}${past === '' ? 'Nothing is left for you to do.' : 'There is no other response on your list.'}`
  return `/desk/${consultation}/work`
}

/** Those of these accounts that may code there. */
async function known(consultation: string, ids: string[]): Promise<string[]> {
  const coders = new Set((await coderAccounts(consultation)).map(({ id }) => id))
  return [...new Set(ids)].filter(id => coders.has(id))
}

/** Says what was assigned, or keeps the form with what is wrong with it. @returns the address of the page that says so */
function told(req: Request, consultation: string, result: Assigned): string {
  const path = `/desk/${consultation}/work`
  if (result.ok) {
    req.session.notice = `${result.assigned} ${result.assigned === 1 ? 'response is' : 'responses are'} assigned.`
    return path
  }
  keepEntry(req, `assign ${consultation}`, req.body, result.problems)
  return `${path}/assign`
}
