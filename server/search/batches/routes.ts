import { type Request, Router } from 'express'
import type { Problem } from '../../../analysis/index.ts'
import { allow, signedIn } from '../../accounts/allow.ts'
import { withQuery } from '../../coding/back.ts'
import { whatSees } from '../../coding/rounds/hidden.ts'
import { consultationOf } from '../../consultations/load.ts'
import { idOf, newId } from '../../database/ids.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { fieldsOf, type Known, knownIn, readAsked } from '../asked.ts'
import type { ReadySearch } from '../find.ts'
import { type SearchForm, searchForm } from '../forms.ts'
import { addBatch, askToRedo, askToUndo, type CodingBatch, findBatch } from './batchStore.ts'
import { type BatchForm, batchForm, keyForm } from './forms.ts'
import { batchFormPage, batchPage, batchPreview } from './page.ts'
import { withinTheme } from './withinTheme.ts'

/** Coding what a search found in one go: what that would be, doing it, and undoing it. */
export function batchRoutes({ runner }: Services): Router {
  const router = Router()
  const path = '/desk/:consultation/search'

  router.get(`${path}/code`, allow('code'), async (req, res) => {
    const consultation = await consultationOf(req)
    const [known, asks] = [await knownIn(consultation), searchForm.parse(req.query)]
    const isAsked = req.query.codeAs !== undefined
    const asked = isAsked ? wanted(req.query, known, asks) : undefined
    const form = asked?.ok ? asked.form : undefined
    const coder = signedIn(req)._id
    const sees = await whatSees(consultation._id, coder)
    const preview =
      asked?.ok &&
      (await batchPreview(consultation._id, { ...asked.search, sees }, { ...asked.form, coder }, known))
    res.render('search/code', {
      layout: 'desk',
      title: 'Code what was found',
      section: 'search',
      consultation,
      ...batchFormPage(consultation._id, known, asks, form ?? entered(req)),
      preview,
      chosen: form,
      key: newId(),
      problems: asked && !asked.ok ? asked.problems : undefined,
    })
  })

  router.post(`${path}/batches`, allow('code'), async (req, res) => {
    const { _id: consultation, version } = await consultationOf(req)
    const [known, asks] = [await knownIn({ _id: consultation, version }), searchForm.parse(req.body)]
    const asked = wanted(req.body, known, asks)
    const key = validate(keyForm, req.body)
    if (!asked.ok || !key.ok) {
      const { codeAs = '', stance = '', within = '' } = req.body as Record<string, string>
      return res.redirect(
        303,
        withQuery(`/desk/${consultation}/search/code`, { ...fieldsOf(asks), codeAs, stance, within }),
      )
    }
    const by = signedIn(req)._id
    const _id = idOf('search batch', consultation, by, key.value.key)
    await addBatch({
      _id,
      consultation,
      by,
      at: new Date(),
      asks,
      ...asked.form,
      expected: key.value.expected,
    })
    runner.wake()
    res.redirect(303, `/desk/${consultation}/search/batches/${_id}`)
  })

  router.get(`${path}/batches/:batch`, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const batch = await batchOf(consultation._id, req)
    res.render('search/batch', {
      layout: 'desk',
      title: 'Coded in one go',
      section: 'search',
      consultation,
      ...(await batchPage(batch, signedIn(req)._id)),
    })
  })

  for (const [deed, ask] of [
    ['undo', askToUndo],
    ['redo', askToRedo],
  ] as const)
    router.post(`${path}/batches/:batch/${deed}`, allow('code'), async (req, res) => {
      const { _id: consultation } = await consultationOf(req)
      const batch = await batchOf(consultation, req)
      const by = signedIn(req)._id
      if (batch.by !== by)
        throw new Conflict(
          `Only who coded these passages can ${deed} it. Ask them, or make codings of your own beside theirs.`,
        )
      if (await ask(consultation, batch._id, by)) runner.wake()
      res.redirect(303, `/desk/${consultation}/search/batches/${batch._id}`)
    })

  return router
}

type Wanted = { ok: true; search: ReadySearch; form: BatchForm } | { ok: false; problems: Problem[] }

/** What is to be coded and how, or what is wrong with it. */
function wanted(fields: unknown, { names, codebook }: Known, asks: SearchForm): Wanted {
  const read = readAsked(asks, names)
  const form = validate(batchForm, fields)
  const problems = [...(read.ok ? [] : read.problems), ...(form.ok ? [] : form.problems)]
  if (!read.ok || !form.ok) return { ok: false, problems }
  const { codeAs: theme, stance, within } = form.value
  const inUse = (id: string) => codebook.themes.some(each => each.id === id && !each.archived)
  if (!inUse(theme)) problems.push({ place: 'codeAs', message: 'Choose a theme that is in use' })
  if (within !== '' && !inUse(within))
    problems.push({ place: 'within', message: 'Choose a theme that is in use' })
  if (!read.search)
    problems.push({ place: '', message: 'Nothing is searched for. Go back and ask for something' })
  else if (within !== '' && read.search.verdict !== 'accepted')
    problems.push({
      place: 'within',
      message:
        'This search is of passages that nobody accepted: leave out within which theme, or change the search',
    })
  if (!read.search || problems.length > 0) return { ok: false, problems }
  return { ok: true, search: withinTheme(read.search, within), form: { theme, stance, within } }
}

function entered({ query }: Request): Partial<BatchForm> {
  const asWord = (value: unknown) => (typeof value === 'string' ? value : '')
  return { theme: asWord(query.codeAs), within: asWord(query.within) }
}

/** @throws NotFound when there is no such batch here */
async function batchOf(consultation: string, req: Request): Promise<CodingBatch> {
  const batch = await findBatch(String(req.params.batch))
  if (batch?.consultation !== consultation) throw new NotFound('Nothing was coded in one go at this address.')
  return batch
}
