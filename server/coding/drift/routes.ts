import { stringify } from 'csv-stringify/sync'
import { type Request, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { codebookOf } from '../../codebook/store.ts'
import { consultationOf } from '../../consultations/load.ts'
import { NotFound, PageError } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { againPage, lastDone } from './againPage.ts'
import { agains, closeAgain, reopenAgain } from './againStore.ts'
import { drawAgain } from './drawAgain.ts'
import { driftPage } from './driftPage.ts'
import { againForm, drawForm, driftQuery } from './forms.ts'

const path = '/desk/:consultation/drift'
const again = '/desk/:consultation/again'

/** How each coder’s coding changes over time, and coding some of one’s own responses again. */
export function driftRoutes(): Router {
  const router = Router()

  router.get(path, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const page = await driftPage(consultation, signedIn(req)._id, driftQuery.parse(req.query))
    res.render('coding/drift', {
      layout: 'desk',
      title: 'Coding over time',
      section: 'responses',
      consultation,
      isBeingCounted: !page,
      ...page,
      mayCode: may(signedIn(req), 'code'),
      mayExport: may(signedIn(req), 'export'),
    })
  })

  router.get(`${path}/weeks.:format`, allow('export'), async (req, res) => {
    const consultation = await consultationOf(req)
    const page = await driftPage(consultation, signedIn(req)._id, driftQuery.parse(req.query))
    const { format } = req.params
    if (!page)
      throw new PageError(
        503,
        'It is being counted, which takes a while: there are many responses. Try again soon.',
      )
    if (!('picture' in page) || (format !== 'svg' && format !== 'csv'))
      throw new NotFound(
        'There is no such picture. Go back to “Coding over time” and download it from there.',
      )
    await record(signedIn(req)._id, 'exported a picture of coding over time', consultation._id)
    res.attachment(`${consultation._id}-coding-over-time.${format}`).set('Cache-Control', 'no-store')
    const { first, columns, rows } = page.picture.table
    const table = [[first, ...columns], ...rows.map(row => [row.name, ...row.cells.map(cell => cell.number)])]
    if (format === 'svg') res.type('image/svg+xml').send(page.picture.svg)
    else
      res
        .type('text/csv; charset=utf-8')
        .send(stringify(table, { escape_formulas: true, record_delimiter: 'windows' }))
  })

  router.get(again, allow('code'), async (req, res) => {
    const consultation = await consultationOf(req)
    const entry = takeEntry(req, `again ${consultation._id}`)
    res.render('coding/again', {
      layout: 'desk',
      title: 'Code some of your responses again',
      section: 'responses',
      consultation,
      ...(await againPage(consultation, signedIn(req)._id, entry)),
    })
  })

  router.post(again, allow('code'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const form = validate(drawForm, req.body)
    const result = form.ok ? await drawAgain(_id, signedIn(req)._id, form.value.size) : form
    if (!result.ok) keepEntry(req, `again ${_id}`, req.body, result.problems)
    else if ('drawn' in result)
      req.session.notice = `${result.drawn} ${result.drawn === 1 ? 'response was' : 'responses were'} drawn by lot.`
    res.redirect(303, `/desk/${_id}/again`)
  })

  router.post(`${again}/undo`, allow('code'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const done = (await agains(_id, signedIn(req)._id)).filter(each => each.done !== undefined)
    const last = lastDone(done)
    if (last) await reopenAgain(last)
    req.session.notice = last ? 'Taken back: code it again.' : 'There is nothing of yours to take back here.'
    res.redirect(303, `/desk/${_id}/again`)
  })

  router.post(`${again}/:again`, allow('code'), async (req, res) => {
    const { _id } = await consultationOf(req)
    await keepAgain(req, _id)
    res.redirect(303, `/desk/${_id}/again`)
  })

  return router
}

async function keepAgain(req: Request, consultation: string): Promise<void> {
  const found = (await agains(consultation, signedIn(req)._id)).find(({ _id }) => _id === req.params.again)
  if (!found) throw new NotFound('You were not given this response to code again.')
  const form = validate(againForm, req.body)
  const { themes } = await codebookOf(consultation)
  const known = new Set(themes.filter(({ archived }) => !archived).map(({ id }) => id))
  const fields: Record<string, unknown> = form.ok ? form.value : {}
  const answers = found.answers.map((answer, at) => ({
    ...answer,
    now: [fields[`answer${at}`] ?? []]
      .flat()
      .map(String)
      .filter(theme => known.has(theme)),
  }))
  const kept = await closeAgain(found, fields.do === 'skip' ? undefined : { answers, done: new Date() })
  if (!kept)
    req.session.notice = 'You had coded this one already, in another tab perhaps. What you found then stands.'
}
