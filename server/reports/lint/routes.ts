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
import { lintForm, longestDraft } from './forms.ts'
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
    if (!form.ok) return show(req, res, { values: req.body, problems: form.problems })
    const values = { draft: form.value.draft }
    const brought = await broughtDraft(req, form.value)
    if (!brought.ok) return show(req, res, { values, problems: [brought.problem] })
    const { draft, notes } = brought
    const { _id } = await consultationOf(req)
    const linted = lintPage(await lintAgainst(_id, draft), _id, draft.source !== null)
    return show(req, res, { values: { draft: draft.source ?? '' }, notes, linted })
  })

  router.post(`${page}/draft`, allow('read'), upload.none(), checkUploadCsrf, async (req, res) => {
    const form = validate(lintForm, req.body)
    if (!form.ok) return show(req, res, { values: req.body, problems: form.problems })
    const mended = applyMends(form.value.draft, form.value.mends)
    if (!mended.ok) return show(req, res, { values: form.value, problems: [mended.problem] })
    const isPage = textDraft('', mended.draft).format === 'html'
    // As text in either case, so that nothing in it is run where it was brought from.
    res.type('text/plain; charset=utf-8').attachment(isPage ? 'draft.html' : 'draft.md')
    res.set('Cache-Control', 'no-store').send(mended.draft)
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

type Brought = { ok: true; draft: LintDraft; notes: string[] } | { ok: false; problem: Problem }

/** The uploaded file, or else what was pasted with its chosen mends made. */
async function broughtDraft(
  req: Request,
  { draft, mends }: { draft: string; mends: { start: number; end: number; with: string }[] },
): Promise<Brought> {
  if (req.file) {
    const read = await readBroughtDraft({ name: req.file.originalname, bytes: req.file.buffer })
    if (!read.ok) return { ok: false, problem: { place: 'file', message: read.message } }
    const length = read.draft.source?.length ?? read.draft.plain.text.length
    const message = `“${req.file.originalname}” is longer than 500,000 characters. Bring it chapter by chapter`
    return length > longestDraft ? { ok: false, problem: { place: 'file', message } } : read
  }
  if (draft.trim() === '')
    return { ok: false, problem: { place: 'draft', message: 'Paste the draft, or choose a file' } }
  const mended = applyMends(draft, mends)
  return mended.ok ? { ok: true, draft: textDraft('', mended.draft), notes: [] } : mended
}
