import { type Request, type Response, Router } from 'express'
import type { Problem } from '../../../analysis/index.ts'
import { allow, signedIn } from '../../accounts/allow.ts'
import { may } from '../../accounts/roles.ts'
import { consultationOf } from '../../consultations/load.ts'
import type { Consultation } from '../../consultations/store.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { findText, type Text } from '../../responses/textStore.ts'
import type { Services } from '../../services.ts'
import { queueAddress, queueFields, withQuery } from '../back.ts'
import { decisionForm, passageForm, passageOf, queueForm, whereForm } from '../forms.ts'
import { isShared } from '../mentions.ts'
import type { CodingRecord } from '../record.ts'
import { recordSeenBy } from '../rounds/hidden.ts'
import { rulingFrom } from '../ruling.ts'
import { checkSpan } from '../span.ts'
import { decideOnLetter, redoOnLetter, undoOnLetter } from './decideOnLetter.ts'
import { type Letter, letterOf } from './letter.ts'
import { findLetterBatch, type LetterBatch } from './letterStore.ts'
import { letterPage } from './page.ts'

const path = '/desk/:consultation/letters'

/** Letters that several sent: each is read once, and what is decided on its words holds for all who sent them. */
export function letterRoutes({ runner }: Services): Router {
  const router = Router()

  router.get(`${path}/:text`, allow('read'), async (req, res) => {
    const { consultation, letter, record } = await letterIn(req)
    const { tags, show, after } = req.query
    const asked = {
      tags: tags === 'show',
      all: show === 'all',
      after: typeof after === 'string' ? after : '',
    }
    const entry = takeEntry(req, `letter ${letter.copy.text}`)
    res.render('coding/letter', {
      layout: 'desk',
      title: 'A letter that several sent',
      section: 'responses',
      script: 'coding',
      consultation,
      ...(await letterPage(consultation, letter, record, signedIn(req)._id, asked)),
      mayCode: may(signedIn(req), 'code'),
      problems: entry?.problems,
      entered: entry?.values,
    })
  })

  router.post(`${path}/:text/tags/:tag`, allow('code'), async (req, res) => {
    const { consultation, letter, record, text } = await letterIn(req)
    const tag = record.tags.find(({ id }) => id === req.params.tag)
    if (!tag)
      throw new NotFound('This suggestion is gone: the rules were changed. Reload the page you came from.')
    if (!isShared(tag, letter.copy))
      throw new Conflict('These words are not the letter’s alone. Go back, and decide on them by themselves.')
    const form = validate(decisionForm, req.body)
    if (!form.ok) return refuse(req, res, text, form.problems)
    const standing = { ...tag, verdict: 'accepted' as const, stance: 'mentions' as const }
    const read = rulingFrom(form.value, text.text, standing)
    if (!read.ok) return refuse(req, res, text, [{ place: `${read.place}-${tag.id}`, message: read.problem }])
    const { verdict, stance, theme = tag.theme, span = { start: tag.start, end: tag.end } } = read.ruling
    const made = { text: text._id, span, verdict, stance, theme }
    const batch = await decideOnLetter(record, signedIn(req)._id, made, tag)
    runner.wake()
    const where = whereForm.parse(req.body)
    if (where.back !== 'queue') return res.redirect(303, addressOf(text, where.tags))
    const place = queueForm.parse(req.body)
    const fields = queueFields({ ...place, step: place.step + 1 })
    res.redirect(
      303,
      withQuery(`/desk/${consultation._id}/queue`, { ...fields, undo: record.response._id, batch }),
    )
  })

  router.post(`${path}/:text/codings`, allow('code'), async (req, res) => {
    const { letter, record, text } = await letterIn(req)
    const form = validate(passageForm, req.body)
    if (!form.ok) return refuse(req, res, text, form.problems)
    const chosen = passageOf(form.value)
    if (chosen.text !== text._id)
      return refuse(req, res, text, [
        { place: 'sentence', message: 'Select words of the letter, or choose a sentence' },
      ])
    const checked = checkSpan(text.text, chosen)
    if (!checked.ok) return refuse(req, res, text, [{ place: 'sentence', message: checked.problem }])
    if (!isShared(checked.span, letter.copy))
      return refuse(req, res, text, [
        {
          place: 'sentence',
          message: 'Some of these words are this sender’s own. Select words of the letter alone',
        },
      ])
    const { theme, stance } = form.value
    await decideOnLetter(record, signedIn(req)._id, {
      ...{ text: text._id, span: checked.span, verdict: 'accepted', stance, theme },
    })
    runner.wake()
    req.session.notice = 'Coded here, and being coded in every other copy.'
    res.redirect(303, addressOf(text, whereForm.parse(req.body).tags))
  })

  router.post(`${path}/batches/:batch/undo`, allow('code'), async (req, res) => {
    const batch = await ownBatch(req)
    const undid = await undoOnLetter(batch.consultation, batch._id, batch.by)
    runner.wake()
    req.session.notice = undid
      ? 'Taken back here, and being taken back in every other copy.'
      : 'It was taken back already.'
    backFrom(req, res, batch)
  })

  router.post(`${path}/batches/:batch/redo`, allow('code'), async (req, res) => {
    const batch = await ownBatch(req)
    const redid = await redoOnLetter(batch.consultation, batch._id, batch.by)
    runner.wake()
    req.session.notice = redid
      ? 'Done again here, and being done again in every other copy.'
      : 'It cannot be done again now: it stands, or is still being taken back. Look again in a moment.'
    backFrom(req, res, batch)
  })

  return router
}

/** @throws NotFound where there is no such batch here; Conflict where it is somebody else’s */
async function ownBatch(req: Request): Promise<LetterBatch> {
  const { _id } = await consultationOf(req)
  const batch = await findLetterBatch(String(req.params.batch))
  if (batch?.consultation !== _id) throw new NotFound('Nothing was decided on a letter at this address.')
  if (batch.by !== signedIn(req)._id)
    throw new Conflict(
      'Only who decided on these words can take it back or do it again. Ask them, or make codings of your own beside theirs.',
    )
  return batch
}

/** To the queue from its beginning, which offers the other step, or to the letter. */
function backFrom(req: Request, res: Response, { _id, consultation, text }: LetterBatch): void {
  const fields = queueFields({ ...queueForm.parse(req.body), after: '', past: '', step: 0 })
  const isQueue = whereForm.parse(req.body).back === 'queue'
  res.redirect(
    303,
    isQueue
      ? withQuery(`/desk/${consultation}/queue`, { ...fields, batch: _id })
      : `/desk/${consultation}/letters/${text}`,
  )
}

type Asked = { consultation: Consultation; letter: Letter; record: CodingRecord; text: Text }

/** @throws NotFound where the address names no copy of a letter that somebody says still */
async function letterIn(req: Request): Promise<Asked> {
  const consultation = await consultationOf(req)
  const found = await findText(consultation._id, String(req.params.text))
  const letter = found && (await letterOf(consultation._id, found))
  const record = letter && (await recordSeenBy(signedIn(req)._id, consultation._id, letter.copy.respondent))
  const text = record?.texts.find(({ _id }) => _id === found?._id)
  if (!letter || !record || !text)
    throw new NotFound(
      'There is no letter at this address. Its sender may have changed or withdrawn it: go back to the responses.',
    )
  return { consultation, letter, record, text }
}

function addressOf({ _id, consultation }: Text, tags: string): string {
  return withQuery(`/desk/${consultation}/letters/${_id}`, { tags })
}

/** Back to the page with what was entered: in the queue to the same suggestion, which is not past yet. */
function refuse(req: Request, res: Response, text: Text, problems: Problem[]): void {
  const where = whereForm.parse(req.body)
  const isQueue = where.back === 'queue'
  keepEntry(req, isQueue ? 'queue' : `letter ${text._id}`, req.body, problems)
  const place = queueForm.parse(req.body)
  const address = isQueue
    ? queueAddress(text.consultation, { ...place, past: '' })
    : addressOf(text, where.tags)
  res.redirect(303, `${address}#problems`)
}
