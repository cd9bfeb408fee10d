import { type Request, type Response, Router } from 'express'
import multer from 'multer'
import type { LintDraft, Problem } from '../../../analysis/index.ts'
import { allow } from '../../accounts/allow.ts'
import { consultationOf } from '../../consultations/load.ts'
import { readBroughtDraft, textDraft } from '../../files/draft.ts'
import { largestDocument } from '../../files/extract/problems.ts'
import { checkUploadCsrf } from '../../http/csrf.ts'
import { validate } from '../../http/validate.ts'
import { applyMends } from './applyMends.ts'
import { type ChosenMend, type LintForm, lintForm, longestDraft } from './forms.ts'
import { lintAgainst } from './lintAgainst.ts'
import { lintPage } from './page.ts'

const upload = multer({
  storage: multer.memoryStorage(),
  defParamCharset: 'utf8',
  limits: { fileSize: largestDocument, files: 1, fields: 5000, fieldSize: 4 * longestDraft },
})

/** Checking the quotes of a draft that was written anywhere. Nothing of it is kept. */
export function lintRoutes(): Router {
  const router = Router()
  const page = '/desk/:consultation/lint'

  router.get(page, allow('read'), async (req, res) => show(req, res, {}))

  router.post(page, allow('read'), upload.single('file'), checkUploadCsrf, async (req, res) => {
    const form = validate(lintForm, req.body)
    if (!form.ok) return show(req, res, { values: req.body, problems: form.problems.map(atDraft) })
    const brought = await broughtDraft(req, form.value)
    if (!brought.ok) return show(req, res, { values: form.value, problems: [brought.problem] })
    return show(req, res, await checked(req, brought))
  })

  router.post(`${page}/draft`, allow('read'), upload.none(), checkUploadCsrf, async (req, res) => {
    const form = validate(lintForm, req.body)
    if (!form.ok) return show(req, res, { values: req.body, problems: form.problems.map(atDraft) })
    const mended = mendedDraft(form.value)
    if (mended.problem) return show(req, res, await checked(req, mended))
    const words = mended.draft.source ?? ''
    res.attachment(mended.draft.format === 'html' ? 'draft.html' : 'draft.md')
    // As text in either case, so that nothing in it is run where it was brought from.
    res.type('text/plain; charset=utf-8').set('Cache-Control', 'no-store').send(words)
  })

  return router
}

type Shown = {
  values?: unknown
  problems?: Problem[]
  notes?: string[]
  linted?: ReturnType<typeof lintPage>
}

async function show(req: Request, res: Response, shown: Shown): Promise<void> {
  const consultation = await consultationOf(req)
  res.render('reports/lint', {
    layout: 'desk',
    title: 'Check the quotes of a draft',
    section: 'reports',
    consultation,
    ...shown,
  })
}

/** A draft ready to be checked. `problem`: why the chosen mends were not made, which are then still ticked. */
type Ready = { draft: LintDraft; notes: string[]; problem?: Problem; ticked?: ChosenMend[] }
type Brought = ({ ok: true } & Ready) | { ok: false; problem: Problem }

async function checked(req: Request, { draft, notes, problem, ticked = [] }: Ready): Promise<Shown> {
  const { _id } = await consultationOf(req)
  return {
    values: { draft: draft.source ?? '' },
    notes,
    linted: lintPage(await lintAgainst(_id, draft), _id, draft.source !== null, ticked),
    ...(problem ? { problems: [problem] } : {}),
  }
}

/** The uploaded file, or else what was pasted with its chosen mends made. */
async function broughtDraft(req: Request, entered: LintForm): Promise<Brought> {
  if (req.file) {
    const read = await readBroughtDraft({ name: req.file.originalname, bytes: req.file.buffer })
    if (!read.ok) return { ok: false, problem: { place: 'file', message: read.message } }
    const length = read.draft.source?.length ?? read.draft.plain.text.length
    const message = `“${req.file.originalname}” is longer than 500,000 characters. Bring it chapter by chapter`
    return length > longestDraft ? { ok: false, problem: { place: 'file', message } } : read
  }
  if (entered.draft.trim() === '')
    return { ok: false, problem: { place: 'draft', message: 'Paste the draft, or choose a file' } }
  return { ok: true, ...mendedDraft(entered) }
}

function mendedDraft({ draft, mends }: LintForm): Ready {
  const mended = applyMends(draft, mends)
  return mended.ok
    ? { draft: textDraft('', mended.draft), notes: [] }
    : { draft: textDraft('', draft), notes: [], problem: mended.problem, ticked: mends }
}

/** A problem of the ticked changes is told at the draft, where there is no list of them to tell it at. */
function atDraft(problem: Problem): Problem {
  return problem.place.startsWith('mends') ? { ...problem, place: 'draft' } : problem
}
