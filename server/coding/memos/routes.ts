import { type Request, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { may } from '../../accounts/roles.ts'
import { codebookOf } from '../../codebook/store.ts'
import { consultationOf } from '../../consultations/load.ts'
import { newId } from '../../database/ids.ts'
import { Forbidden, NotFound } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { findByReference } from '../../responses/store.ts'
import { hiddenFrom } from '../rounds/hidden.ts'
import { historyFile, type MemoFormat, memoFormats, memosFile } from './files.ts'
import { memoForm, revisionForm } from './forms.ts'
import { addMemo, findMemo, type Memo, type MemoSubject, reviseMemo } from './memoStore.ts'
import { memoPage, memosPage } from './page.ts'

const path = '/desk/:consultation/memos'
const types: Record<MemoFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
}

/** Researchers' memos, and the files of them and of the themes' history. */
export function memoRoutes(): Router {
  const router = Router()

  router.get(path, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const { about = '', reference = '' } = req.query
    const asked = { about: String(about).slice(0, 100), reference: String(reference).slice(0, 40) }
    const entry = takeEntry(req, `memos ${consultation._id}`)
    const mayRead = await readableBy(signedIn(req)._id, consultation._id)
    const page = await memosPage(consultation._id, asked, entry, mayRead)
    res.render('coding/memos', {
      layout: 'desk',
      title: 'Memos',
      section: 'overview',
      consultation,
      ...page,
      mayWrite: may(signedIn(req), 'code'),
      mayExport: may(signedIn(req), 'export'),
    })
  })

  router.post(path, allow('code'), async (req, res) => {
    const { _id: consultation } = await consultationOf(req)
    const form = validate(memoForm, req.body)
    const about = form.ok ? await subjectOf(consultation, form.value) : undefined
    if (form.ok && about) {
      const at = new Date()
      const versions = [{ at, text: form.value.text }]
      await addMemo({ _id: newId(), consultation, about, by: signedIn(req)._id, at, versions })
      req.session.notice = 'The memo is kept.'
    } else {
      const gone = { place: 'about', message: 'Choose a theme of the list' }
      const unknown = { place: 'reference', message: 'No response here has this reference. Check it' }
      const missing = (req.body as { about?: unknown }).about === 'response' ? unknown : gone
      keepEntry(req, `memos ${consultation}`, req.body, form.ok ? [missing] : form.problems)
    }
    res.redirect(303, `/desk/${consultation}/memos`)
  })

  for (const [name, make] of [
    ['memos', memosFile],
    ['history', historyFile],
  ] as const)
    router.get(`${path}/${name}.:format`, allow('export'), async (req, res) => {
      const { _id } = await consultationOf(req)
      const format = memoFormats.find(each => each === req.params.format)
      if (!format) throw new NotFound('There is no such file here. Ask for .csv or .md.')
      res.attachment(`${_id}-${name}.${format}`).type(types[format])
      res.send(await make(_id, format, await readableBy(signedIn(req)._id, _id)))
    })

  router.get(`${path}/:memo`, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const memo = await memoOf(req, consultation._id)
    const page = await memoPage(memo, signedIn(req)._id, takeEntry(req, `memo ${memo._id}`))
    res.render('coding/memo', { layout: 'desk', title: 'Memo', section: 'overview', consultation, ...page })
  })

  router.post(`${path}/:memo`, allow('code'), async (req, res) => {
    const consultation = await consultationOf(req)
    const memo = await memoOf(req, consultation._id)
    if (memo.by !== signedIn(req)._id)
      throw new Forbidden('Only who wrote a memo can change it. Write one of your own beside it.')
    const form = validate(revisionForm, req.body)
    if (!form.ok) keepEntry(req, `memo ${memo._id}`, req.body, form.problems)
    else if (await reviseMemo(memo, form.value.seen, form.value.text, new Date()))
      req.session.notice = 'Kept. What it said before stands below.'
    else
      keepEntry(req, `memo ${memo._id}`, req.body, [
        {
          place: 'text',
          message: 'You changed this memo elsewhere since. See below what it says now, and save again',
        },
      ])
    res.redirect(303, `/desk/${consultation._id}/memos/${memo._id}`)
  })

  return router
}

async function memoOf(req: Request, consultation: string): Promise<Memo> {
  const found = await findMemo(consultation, String(req.params.memo))
  if (!found) throw new NotFound('There is no such memo here.')
  if (!(await readableBy(signedIn(req)._id, consultation))(found))
    throw new Forbidden(
      'This memo is about a response that you code in a blind round. You can read it when the round is over.',
    )
  return found
}

/** Which memos somebody may read: what others wrote of a response is hidden while they code it in a blind round. */
async function readableBy(account: string, consultation: string): Promise<(memo: Memo) => boolean> {
  const hidden = await hiddenFrom(consultation, account)
  return ({ about, by }) => by === account || about.kind !== 'response' || !hidden.has(about.id)
}

/** What a memo is to be about; undefined where that is not here. */
async function subjectOf(
  consultation: string,
  { about, reference }: { about: string; reference: string },
): Promise<MemoSubject | undefined> {
  if (about === 'whole') return { kind: 'whole', id: '' }
  if (about === 'response') {
    const found = await findByReference(consultation, reference.toUpperCase())
    return found ? { kind: 'response', id: found._id } : undefined
  }
  const { themes } = await codebookOf(consultation)
  const theme = themes.find(({ id }) => about === `theme:${id}`)
  return theme && { kind: 'theme', id: theme.id }
}
