import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { allow, signedIn } from '../../accounts/allow.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import type { Page } from '../questions.ts'
import { change } from './change.ts'
import { askable, conditionOf, entryOf, lineProblems, linesOf, mostTerms } from './conditionForm.ts'
import { conditionPage, type Owner, withLine } from './conditionPage.ts'
import { addressOf, buildableOf, pageNamed, questionNamed } from './load.ts'
import { root } from './reply.ts'
import { saveCondition } from './save.ts'
import { buildingOf } from './store.ts'

/** What was pressed: save; add a line of the question that was chosen; take out a line; ask always. */
const pressed = z.object({
  do: z
    .string({ error: 'Press one of the buttons' })
    .regex(/^(save|add|always|out-\d{1,2})$/, 'Press one of the buttons'),
  earlier: z.string().default(''),
  /** The condition as it was shown, so that nobody overwrites another's unseen. */
  seen: z.string().default(''),
})

/** When a page is shown, or a question asked. */
export function conditionRoutes(): Router {
  const router = Router()

  router.get(`${root}/pages/:page/when`, allow('manageConsultations'), async (req, res) => {
    await show(req, res, pages => ({ page: pageNamed(pages, req.params.page) }))
  })
  router.post(`${root}/pages/:page/when`, allow('manageConsultations'), async (req, res) => {
    await save(req, res, pages => ({ page: pageNamed(pages, req.params.page) }))
  })
  router.get(`${root}/all/:question/when`, allow('manageConsultations'), async (req, res) => {
    await show(req, res, pages => questionNamed(pages, req.params.question))
  })
  router.post(`${root}/all/:question/when`, allow('manageConsultations'), async (req, res) => {
    await save(req, res, pages => questionNamed(pages, req.params.question))
  })
  return router
}

type Find = (pages: Page[]) => Owner

async function show(req: Request, res: Response, find: Find): Promise<void> {
  const consultation = await buildableOf(req)
  const { pages } = await buildingOf(consultation)
  const owner = find(pages)
  res.render('consultations/building/condition', {
    layout: 'desk',
    section: 'questions',
    consultation,
    at: addressOf(consultation),
    action: req.path,
    seen: seenOf(owner),
    ...conditionPage(pages, owner, takeEntry(req, nameOf(consultation, owner)), 'replace' in req.query),
  })
}

async function save(req: Request, res: Response, find: Find): Promise<void> {
  const consultation = await buildableOf(req)
  const { pages } = await buildingOf(consultation)
  const owner = find(pages)
  const name = nameOf(consultation, owner)
  const place = { page: owner.page.id, ...(owner.question ? { question: owner.question.id } : {}) }
  const entered = req.body as Record<string, unknown>
  const back = (entry: Record<string, unknown>, problems: { place: string; message: string }[]) => {
    keepEntry(req, name, entry, problems)
    // A fragment would draw the focus away from the summary of what is wrong.
    res.redirect(303, problems.length > 0 ? req.path : `${req.path}#form`)
  }
  const form = validate(pressed, entered)
  if (!form.ok) return back(entered, form.problems)
  const { do: what, earlier, seen } = form.value
  if (what === 'add') {
    if (!askable(pages, place).some(({ key }) => key === earlier))
      return back(entered, [{ place: 'earlier', message: 'Choose an earlier question' }])
    if (linesOf(entered).terms.length >= mostTerms)
      return back(entered, [
        { place: 'earlier', message: `A condition takes at most ${mostTerms} lines here` },
      ])
    return back(withLine(entered, earlier, pages), [])
  }
  if (what.startsWith('out-')) return back(entryOf(linesOf(entered, Number(what.slice(4)))), [])
  const lines = linesOf(what === 'always' ? {} : entered)
  const problems = lineProblems(lines, pages)
  if (problems.length > 0) return back(entered, problems)
  const saved = await change(consultation, signedIn(req)._id, now =>
    seenOf(find(now)) === seen
      ? saveCondition(now, place, conditionOf(lines))
      : { ok: false, problems: [{ place: '', message: overtaken }] },
  )
  if (!saved.ok) return back(entered, saved.problems)
  req.session.notice = 'Saved.'
  res.redirect(
    303,
    `${addressOf(consultation)}#${owner.question ? `question-${owner.question.id}` : `page-${owner.page.id}`}`,
  )
}

const overtaken =
  'Someone else changed this condition meanwhile: theirs stands above. What you chose is kept below. Save again to put it in place of theirs'

function seenOf({ page, question }: Owner): string {
  return JSON.stringify((question ?? page).when ?? null)
}

function nameOf(consultation: { _id: string }, { page, question }: Owner): string {
  return `when ${consultation._id} ${question ? `question ${question.id}` : `page ${page.id}`}`
}
