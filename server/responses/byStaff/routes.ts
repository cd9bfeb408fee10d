import { type Request, type Response, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { type Account, listAccounts } from '../../accounts/store.ts'
import { consultationOf } from '../../consultations/load.ts'
import type { Page } from '../../consultations/questions.ts'
import { styleOf } from '../../consultations/style/store.ts'
import { Conflict, Forbidden, NotFound, TooLarge } from '../../errors.ts'
import { largestDocument } from '../../files/extract/problems.ts'
import { checkUploadCsrf } from '../../http/csrf.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import type { Services } from '../../services.ts'
import { addressOf, askedOf, pageOf, startOf } from '../answering/answering.ts'
import type { Form } from '../answering/form.ts'
import { fromIn, questionPage } from '../answering/questionPage.ts'
import { largestForm, readUploads, type Upload } from '../answering/readUploads.ts'
import { askedBy } from '../answering/revealing.ts'
import { afterPage } from '../answering/routes.ts'
import { savePage } from '../answering/savePage.ts'
import { heldIn } from '../care/holdStore.ts'
import { fileBytes, removeFile, saveFile } from '../fileStore.ts'
import { makeReceipt } from '../receipts/receipt.ts'
import { signReceipt } from '../receipts/sign.ts'
import { type Response as Kept, textsIn } from '../response.ts'
import { findByOrigin, findResponse } from '../store.ts'
import { beginCorrection, correct } from './correct.ts'
import { comingProblems, detailsIn } from './details.ts'
import { entryDetailsPage } from './detailsPage.ts'
import { discardEntry } from './discard.ts'
import { enter, nextIn, toMend } from './enter.ts'
import { type Entering, enteringOf, entriesAt, inEntry, whyNotEntered } from './entering.ts'
import { addEntry, changeEntry, keepCopy, listEntries, takeAsItCame } from './entryStore.ts'
import { mayOpen } from './mayOpen.ts'
import { entryCheckPage, entryFrame, listPage } from './page.ts'
import { staffReceiptPage } from './receiptPage.ts'

const root = '/desk/:consultation/entries'
const one = `${root}/:entry`
const ofResponse = '/desk/:consultation/responses/:response'

/** A page that asks for nothing but a copy of what came. */
const copyPage: Page = {
  id: 'declaration',
  title: '',
  questions: [{ id: 'copy', type: 'file', label: 'A copy of what came', required: false }],
}

/** Entering answers that came on paper, by email, by telephone or as notes of an event, and correcting them. */
export function byStaffRoutes({ config, runner }: Services): Router {
  const router = Router()

  router.get(root, allow('import'), async (req, res) => {
    const consultation = await consultationOf(req)
    const [entries, accounts] = await Promise.all([listEntries(consultation._id), listAccounts()])
    const names = new Map(accounts.map(({ _id, name }) => [_id, name]))
    const nameOf = (id: string) => names.get(id) ?? 'someone whose account is gone'
    const entered = takeEntry(req, `entries ${consultation._id}`)
    res.render('responses/byStaff/list', {
      layout: 'desk',
      title: 'Enter an answer',
      section: 'responses',
      consultation,
      ...listPage(consultation, entries, nameOf, new Date(), entered),
    })
  })

  router.post(root, allow('import'), async (req, res) => {
    const consultation = await consultationOf(req)
    const now = new Date()
    const whyNot = whyNotEntered(consultation, now)
    if (whyNot !== undefined) throw new Conflict(`No answer can be entered here. ${whyNot}`)
    const declaration = detailsIn(formOf(req), {})
    const problems = comingProblems(declaration, consultation, now)
    if (problems.length > 0) {
      keepEntry(req, `entries ${consultation._id}`, declaration, problems)
      return res.redirect(303, entriesAt(consultation._id))
    }
    const { _id, version } = consultation
    const entry = await addEntry({ consultation: _id, version, by: signedIn(req)._id, declaration }, now)
    res.redirect(303, `${entriesAt(_id)}/${entry}`)
  })

  router.get(one, allow('import'), async (req, res) => {
    const finished = await enteredOf(req)
    if (finished) return res.redirect(303, deskOf(finished))
    res.redirect(303, nextIn(await opened(req)))
  })

  router.get(`${one}/check`, allow('import'), async (req, res) => {
    const entering = await opened(req)
    show(res, entering, 'responses/byStaff/check', entryCheckPage(entering, 'check' in req.query))
  })

  router.get(`${one}/declaration`, allow('import'), async (req, res) => {
    const entering = await opened(req)
    const style = await styleOf(entering.consultation._id)
    const refused = takeEntry(req, `copy ${entering.entry._id}`)?.problems
    const view = entryDetailsPage(entering, 'check' in req.query, style, new Date(), refused)
    show(res, entering, 'responses/byStaff/details', { ...view, saved: 'saved' in req.query })
  })

  router.post(`${one}/declaration`, allow('import'), async (req, res) => {
    const { entering, refused } = await declared(req, res)
    res.redirect(303, `${addressOf(entering, 'declaration')}?${refused ? 'check' : 'saved'}`)
  })

  router.post(`${one}/send`, allow('import'), async (req, res) => {
    const finished = await enteredOf(req)
    if (finished) return res.redirect(303, deskOf(finished))
    const now = new Date()
    const account = signedIn(req)
    const { entering, refused } = await declared(req, res)
    const mendAt = refused ? `${addressOf(entering, 'declaration')}?check` : toMend(entering, now)
    if (mendAt !== undefined) return res.redirect(303, mendAt)
    res.redirect(303, deskOf(await finish(req, entering, account, now)))
  })

  /** Enters what was found in order, or corrects by it. */
  async function finish(req: Request, entering: Entering, account: Account, now: Date): Promise<Kept> {
    const { entry, consultation } = entering
    const whyNot = entry.corrects ? undefined : whyNotEntered(consultation, now)
    if (whyNot !== undefined) throw new Conflict(`This answer cannot be entered any more. ${whyNot}`)
    if (!entry.corrects) {
      const response = await enter(entering, account._id, now)
      await record(account._id, 'entered an answer', response.reference)
      req.session.notice = `${response.reference} is entered. Write the reference on what came, and enter the next one under “Responses”.`
      runner.wake()
      return response
    }
    const isDone = await correct(entering, account._id, now)
    const response = await findResponse(consultation._id, entry.corrects.response)
    if (!response || !isDone)
      throw new Conflict(
        'This response was corrected, withdrawn, or its permission changed since you began. Look at it, discard this correction, and begin it again where it is still needed.',
      )
    await record(account._id, 'corrected what was entered', response.reference)
    req.session.notice = `${response.reference} is corrected. What it said before is kept in its history.`
    runner.wake()
    return response
  }

  router.post(`${one}/do/as-it-came`, allow('import'), async (req, res) => {
    const entering = await opened(req)
    await takeAsItCame(entering.entry._id, formOf(req).not === undefined)
    res.redirect(303, startOf(entering))
  })

  router.post(`${one}/do/discard`, allow('import'), async (req, res) => {
    const entering = await opened(req)
    await discardEntry(entering.entry)
    req.session.notice = 'The entry is discarded. Nothing of it was kept.'
    res.redirect(303, entriesAt(entering.consultation._id))
  })

  router.get(`${one}/:page`, allow('import'), async (req, res) => {
    const entering = await opened(req)
    // Where a browser stands whose sending failed; it may try again from here.
    if (req.params.page === 'send') return res.redirect(303, addressOf(entering, 'declaration'))
    const { id } = pageOf(entering, String(req.params.page))
    const page = askedOf(entering).find(asked => asked.id === id)
    if (!page) return res.redirect(303, startOf(entering))
    const from = fromIn(req.query.from)
    const view = questionPage(entering, page, 'check' in req.query, from)
    show(res, entering, 'responses/questions', {
      ...view,
      ...(view.first && !from ? { back: entriesAt(entering.consultation._id) } : {}),
      saved: 'saved' in req.query,
      more: 'more' in req.query,
    })
  })

  router.post(`${one}/:page`, allow('import'), async (req, res) => {
    const entering = await opened(req)
    const page = pageOf(entering, String(req.params.page))
    const uploads = await uploadsIn(req, res, page)
    const form = formOf(req)
    const before = askedBy(form, entering, page)
    const draft = await savePage(entering.draft, page, form, uploads, before, inEntry)
    if (!draft) throw new Conflict('This entry was finished or discarded meanwhile, perhaps by a colleague.')
    res.redirect(303, afterPage({ ...entering, draft }, page, form, before))
  })

  router.post(`${ofResponse}/correct`, allow('import'), async (req, res) => {
    const response = await broughtOf(req)
    if (!mayOpen(response, signedIn(req)))
      throw new Forbidden('Whoever entered this answer, or an owner, can correct it.')
    if (response.state === 'withdrawn') throw new Conflict('This response is withdrawn, and stays as it is.')
    await mayReadAll(response, signedIn(req))
    const entry = await beginCorrection(response, signedIn(req)._id, new Date())
    res.redirect(303, `${entriesAt(response.consultation)}/${entry}/check`)
  })

  router.get(`${ofResponse}/receipt`, allow('import'), async (req, res) => {
    const response = await broughtOf(req)
    const consultation = await consultationOf(req)
    const signed = await signReceipt(config, await makeReceipt(response))
    res.render('responses/byStaff/receipt', {
      layout: 'desk',
      title: 'Receipt',
      section: 'responses',
      consultation,
      ...staffReceiptPage(consultation, response, signed),
    })
  })

  router.get(`${ofResponse}/receipt.json`, allow('import'), async (req, res) => {
    const signed = await signReceipt(config, await makeReceipt(await broughtOf(req)))
    res
      .type('application/json; charset=utf-8')
      .attachment(`receipt-${signed.receipt.reference}.json`)
      .send(`${JSON.stringify(signed, null, 2)}\n`)
  })

  router.get(`${ofResponse}/copy`, allow('import'), async (req, res) => {
    const response = await broughtOf(req)
    const { copy } = response.brought ?? {}
    if (!mayOpen(response, signedIn(req)))
      throw new Forbidden('Whoever entered this answer, or an owner, can open the copy of what came.')
    if (!copy || response.state === 'withdrawn') throw new NotFound('No copy of this is kept.')
    await mayReadAll(response, signedIn(req))
    await record(signedIn(req)._id, 'opened the copy of what came', response.reference)
    res
      .type('application/octet-stream')
      .attachment(copy.name)
      .send(await fileBytes(copy.file))
  })

  return router
}

/** @throws Forbidden where words of it are held back from whoever asks */
async function mayReadAll(response: Kept, account: Account): Promise<void> {
  if (may(account, 'decideHolds')) return
  if ((await heldIn(response.revisions.flatMap(textsIn))).size > 0)
    throw new Forbidden('Words of this answer are held back. Ask an owner, who may read them.')
}

/** The entry of a request; a correction only for those who may know whose answer it is. */
async function opened(req: Request): Promise<Entering> {
  const entering = await enteringOf(req)
  const { corrects } = entering.entry
  const response = corrects && (await findResponse(entering.consultation._id, corrects.response))
  if (corrects && !(response && mayOpen(response, signedIn(req))))
    throw new Forbidden('Whoever entered this answer, or an owner, can correct it.')
  if (response) await mayReadAll(response, signedIn(req))
  return entering
}

/** The same, with the details and the copy of this request, which are kept; `refused` where the copy was not taken. */
async function declared(req: Request, res: Response): Promise<{ entering: Entering; refused: boolean }> {
  const entering = await opened(req)
  const uploads = await uploadsIn(req, res, copyPage)
  const { _id } = entering.entry
  const declaration = detailsIn(formOf(req), entering.draft.declaration)
  const kept = await changeEntry(_id, { declaration })
  if (!kept) throw new Conflict('This entry was finished or discarded meanwhile, perhaps by a colleague.')
  const upload = uploads.get('copy')
  const whyNot = upload && copyProblem(upload)
  if (whyNot !== undefined) {
    keepEntry(req, `copy ${_id}`, {}, [{ place: 'copy', message: whyNot }])
    return { entering, refused: true }
  }
  if (upload) {
    const file = await saveFile(_id, { ...upload, text: '' })
    if (!(await keepCopy(_id, { file, name: upload.name }))) await removeFile(file)
    else if (entering.entry.copy) await removeFile(entering.entry.copy.file)
  }
  return { entering: await enteringOf(req), refused: false }
}

function copyProblem({ name, bytes }: Upload): string | undefined {
  if (bytes.length === 0) return `“${name}” is empty. Choose the file again, or another`
  return bytes.length > largestDocument
    ? `“${name}” is larger than 10 MB. Make it smaller, and choose it again. What you entered beside it is kept`
    : undefined
}

async function uploadsIn(req: Request, res: Response, page: Page): Promise<Map<string, Upload>> {
  if (Number(req.headers['content-length'] ?? 0) > largestForm)
    throw new TooLarge('The file is far larger than 10 MB. Go back and choose a smaller one.')
  const uploads = await readUploads(req, res, page)
  await new Promise<void>((resolve, reject) => {
    checkUploadCsrf(req, res, problem => (problem ? reject(problem) : resolve()))
  })
  return uploads
}

/** The response that an entry of this consultation became. */
async function enteredOf(req: Request): Promise<Kept | null> {
  const found = await findByOrigin(String(req.params.entry))
  return found?.consultation === req.params.consultation ? found : null
}

/** The response of a request, that somebody of the team brought in. @throws NotFound for any other */
async function broughtOf(req: Request): Promise<Kept> {
  const found = await findResponse(String(req.params.consultation), String(req.params.response))
  if (!found?.brought) throw new NotFound('No response at this address was entered by the team.')
  return found
}

function deskOf({ consultation, _id }: Kept): string {
  return `/desk/${consultation}/responses/${_id}`
}

function formOf(req: Request): Form {
  return (req.body ?? {}) as Form
}

function show(res: Response, entering: Entering, view: string, values: object): void {
  res.render(view, { ...values, ...entryFrame(entering, res.locals.csrf) })
}
