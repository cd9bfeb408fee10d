import { type Request, type Response, Router } from 'express'
import type { Problem, Span, Stance } from '../../analysis/index.ts'
import { allow, signedIn } from '../accounts/allow.ts'
import { consultationOf } from '../consultations/load.ts'
import { Conflict, NotFound } from '../errors.ts'
import { keepEntry } from '../http/entry.ts'
import { validate } from '../http/validate.ts'
import { currentTexts } from '../responses/currentTexts.ts'
import { languageName } from '../responses/languages.ts'
import { addPending } from '../responses/pendingStore.ts'
import { giveLanguage } from '../responses/textStore.ts'
import type { Services } from '../services.ts'
import { backFrom, queueAddress } from './back.ts'
import { carryOver } from './carrying/carryOver.ts'
import { codePassage, decideOnCoding, decideOnTag, type Ruling, removeCoding } from './decide.ts'
import {
  chosenForm,
  decisionForm,
  languageForm,
  type PassageForm,
  passageForm,
  passageOf,
  queueForm,
  spanIn,
  whereForm,
} from './forms.ts'
import { codeInVivo } from './inVivo.ts'
import { stanceNames } from './pages/names.ts'
import { keepReading, removeReading } from './readingStore.ts'
import type { CodingRecord } from './record.ts'
import { recordSeenBy } from './rounds/hidden.ts'
import { rulingFrom } from './ruling.ts'
import { checkSpan, isAdjustment } from './span.ts'
import { shownTo } from './starting/shown.ts'
import { startingPointOf } from './starting/startingStore.ts'
import { redoLast, undoLast } from './undo.ts'

/** Where a researcher's decisions are sent. Each is made within the record of its response, whatever ids are sent. */
export function decisionRoutes({ runner }: Services): Router {
  const router = Router()
  const response = '/desk/:consultation/responses/:response'

  router.post(`${response}/tags/:tag`, allow('code'), async (req, res) => {
    const record = await recordFor(req)
    const tag = record.tags.find(each => each.id === req.params.tag)
    if (record.blind)
      throw new Conflict(
        'You code this response in a blind round: what the machine suggests is hidden until the round is over. Go back and code what you find.',
      )
    if ((await startingPointOf(record.consultation)) === 'off')
      throw new Conflict(
        'Suggestions are not shown in this consultation any more: somebody chose so. Go back and code what you find.',
      )
    if (!tag)
      throw new NotFound('This suggestion is gone: the rules were changed. Reload the page you came from.')
    const form = validate(decisionForm, req.body)
    if (!form.ok) return refuse(req, res, record, form.problems)
    const place = queueForm.parse(req.body)
    const adjusted = spanIn(place)
    const standing = {
      ...{ ...tag, ...adjusted },
      ...{ verdict: 'accepted' as const, stance: 'mentions' as const },
    }
    const read = rulingFrom(form.value, wordsOf(record, tag.text), standing, adjusted)
    const isInQueue = whereForm.parse(req.body).back === 'queue'
    if (read.ok && read.ruling.span && isInQueue && isAdjustment(form.value.do)) {
      const { start, end } = read.ruling.span
      return res.redirect(
        303,
        queueAddress(record.consultation, { ...place, past: '', at: tag.id, span: `${start}:${end}` }),
      )
    }
    if (!read.ok)
      return refuse(req, res, record, [{ place: `${read.place}-${tag.id}`, message: read.problem }])
    const id = await decideOnTag(record, signedIn(req)._id, tag, read.ruling)
    req.session.notice = toldOf(record, tag.theme, read.ruling)
    const there = read.ruling.span ? `p-${id}` : undefined
    res.redirect(303, backFrom(req.body, record, tag.id, there))
  })

  router.post(`${response}/codings`, allow('code'), async (req, res) => {
    const record = await recordFor(req)
    const form = validate(passageForm, req.body)
    if (!form.ok) return refuse(req, res, record, form.problems)
    const chosen = chosenIn(record, form.value)
    if (!chosen.ok) return refuse(req, res, record, [{ place: 'sentence', message: chosen.problem }])
    const { theme, stance } = form.value
    const sawTags = await sawTagsOn(req, record)
    await codePassage(record, signedIn(req)._id, { ...chosen.passage, theme, stance, sawTags })
    req.session.notice = `Coded: ${saidOf(record, theme, stance)}.`
    res.redirect(303, backFrom(req.body, record))
  })

  router.post(`${response}/in-vivo`, allow('editCodebook'), async (req, res) => {
    const record = await recordFor(req)
    const form = validate(chosenForm, req.body)
    if (!form.ok) return refuse(req, res, record, form.problems)
    const chosen = chosenIn(record, form.value)
    if (!chosen.ok) return refuse(req, res, record, [{ place: 'sentence', message: chosen.problem }])
    const { stance } = form.value
    const sawTags = await sawTagsOn(req, record)
    const named = await codeInVivo(record, signedIn(req)._id, { ...chosen.passage, stance, sawTags })
    if (!named.ok) return refuse(req, res, record, [named.problem])
    req.session.notice = named.isNew
      ? `Coded with a new theme: ${named.theme.name}.`
      : `There is a theme of that name. Coded: ${named.theme.name}.`
    res.redirect(303, backFrom(req.body, record))
  })

  router.post(`${response}/codings/:coding`, allow('code'), async (req, res) => {
    const record = await recordFor(req)
    const coding = record.codings.find(each => each.id === req.params.coding)
    if (!coding)
      throw new NotFound('This coding is gone: it was removed or changed. Reload the page you came from.')
    const form = validate(decisionForm, req.body)
    if (!form.ok) return refuse(req, res, record, form.problems)
    const coder = signedIn(req)._id
    if (form.value.do === 'remove') {
      await removeCoding(record, coder, coding)
      req.session.notice = `Removed: ${nameOf(record, coding.theme)}.`
    } else {
      const read = rulingFrom(form.value, wordsOf(record, coding.text), coding)
      if (!read.ok)
        return refuse(req, res, record, [{ place: `${read.place}-${coding.id}`, message: read.problem }])
      const id = await decideOnCoding(record, coder, coding, read.ruling)
      req.session.notice = toldOf(record, coding.theme, read.ruling)
      return res.redirect(303, backFrom(req.body, record, '', `p-${id}`))
    }
    res.redirect(303, backFrom(req.body, record))
  })

  router.post(`${response}/language`, allow('code'), async (req, res) => {
    const record = await recordFor(req)
    const form = validate(languageForm, req.body)
    if (!form.ok) return refuse(req, res, record, form.problems)
    const { text, language } = form.value
    wordsOf(record, text)
    await giveLanguage(record.consultation, text, language)
    await addPending([record.response._id], 'language')
    runner.wake()
    req.session.notice = language
      ? `Kept: the answer is in ${languageName(language)}. The machine reads the response again.`
      : 'Kept: the words tell their language. The machine reads the response again.'
    res.redirect(303, backFrom(req.body, record, '', `q-${text}`))
  })

  router.post(`${response}/read`, allow('code'), async (req, res) => {
    const record = await recordFor(req)
    const [by, { consultation, response }] = [signedIn(req)._id, record]
    if ((req.body as { do?: unknown }).do === 'unread') {
      await removeReading(consultation, response._id, by)
      req.session.notice = 'Taken back: you have not read all of this response.'
    } else {
      if (response.state === 'withdrawn')
        throw new Conflict('This respondent has withdrawn: there is nothing to read.')
      // What the page showed, which may have become another answer since.
      const shown = String((req.body as { texts?: unknown }).texts ?? '').split(' ')
      const texts = currentTexts(response).filter(text => shown.includes(text))
      await keepReading({ consultation, response: response._id, by, at: new Date(), texts })
      req.session.notice = 'Kept: you have read all of this response.'
    }
    res.redirect(303, backFrom(req.body, record))
  })

  router.post(`${response}/carry-over`, allow('code'), async (req, res) => {
    const record = await recordFor(req)
    const carried = await carryOver(record, signedIn(req)._id)
    req.session.notice = `Carried over: ${carried} ${carried === 1 ? 'coding' : 'codings'}.`
    res.redirect(303, backFrom(req.body, record))
  })

  router.post(`${response}/undo`, allow('code'), async (req, res) => {
    const record = await recordFor(req)
    const undid = await undoLast(record, signedIn(req)._id)
    req.session.notice = undid
      ? 'Your last change is undone.'
      : 'There is nothing of yours to undo in this response.'
    res.redirect(303, backFrom(req.body, record))
  })

  router.post(`${response}/redo`, allow('code'), async (req, res) => {
    const record = await recordFor(req)
    const redid = await redoLast(record, signedIn(req)._id)
    req.session.notice = redid
      ? 'What you had undone is done again.'
      : 'There is nothing to do again in this response: you have undone nothing, or done something else since.'
    res.redirect(303, backFrom(req.body, record))
  })

  return router
}

/** The passage that a form names, without white space at its ends, or what is wrong with it. */
function chosenIn(
  record: CodingRecord,
  form: Pick<PassageForm, 'text' | 'start' | 'end' | 'sentence'>,
): { ok: true; passage: { text: string; span: Span } } | { ok: false; problem: string } {
  const { text, start, end } = passageOf(form)
  if (text === '') return { ok: false, problem: 'Select a passage, or choose a sentence' }
  const checked = checkSpan(wordsOf(record, text), { start, end })
  return checked.ok ? { ok: true, passage: { text, span: checked.span } } : checked
}

/** Whether the page on which a passage was chosen showed what the machine suggests. */
async function sawTagsOn(req: Request, record: CodingRecord): Promise<boolean> {
  const shown = await shownTo(record, signedIn(req)._id, true)
  return (shown === 'asked' || shown === 'beside') && whereForm.parse(req.body).tags === 'show'
}

async function recordFor(req: Request): Promise<CodingRecord> {
  const consultation = await consultationOf(req)
  return recordSeenBy(signedIn(req)._id, consultation._id, String(req.params.response))
}

/** @throws NotFound when the response does not say this text now */
function wordsOf(record: CodingRecord, id: string): string {
  const text = record.texts.find(each => each._id === id)
  if (!text) throw new NotFound('This answer is not part of the response. Reload the page you came from.')
  return text.text
}

/** What a decision came to: "Accepted: Pay, supports." */
function toldOf(record: CodingRecord, before: string, { verdict, stance, theme = before }: Ruling): string {
  if (verdict === 'rejected') return `Rejected: ${nameOf(record, before)}.`
  const instead = theme === before ? '' : `, in the place of ${nameOf(record, before)}`
  return `Accepted: ${saidOf(record, theme, stance)}${instead}.`
}

function saidOf(record: CodingRecord, theme: string, stance: Stance): string {
  return `${nameOf(record, theme)}, ${stanceNames[stance].toLowerCase()}`
}

function nameOf({ codebook }: CodingRecord, theme: string): string {
  return codebook.themes.find(({ id }) => id === theme)?.name ?? 'a theme that is gone'
}

/** Back to the page with what was entered: in the queue to the same suggestion, which is not past yet. */
function refuse(req: Request, res: Response, record: CodingRecord, problems: Problem[]): void {
  const body = req.body as { back?: unknown }
  keepEntry(req, body.back === 'queue' ? 'queue' : `coding ${record.response._id}`, req.body, problems)
  res.redirect(303, backFrom({ ...body, past: '' }, record, '', 'problems'))
}
