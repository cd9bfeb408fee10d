import { Readable } from 'node:stream'
import { type ErrorRequestHandler, type Request, Router } from 'express'
import multer, { MulterError } from 'multer'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { newId } from '../../database/ids.ts'
import { Invalid, NotFound, TooLarge } from '../../errors.ts'
import { checkUploadCsrf } from '../../http/csrf.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { findJob } from '../../jobs/store.ts'
import type { Services } from '../../services.ts'
import { runConsultationOf } from '../running/load.ts'
import { changeSettings } from '../running/settingsStore.ts'
import { mailActs, planMails } from './acts.ts'
import { accessForm, actForm } from './forms.ts'
import { countInvitations } from './invitationStore.ts'
import { askForList, listJobKind } from './listJob.ts'
import {
  addList,
  faultsOf,
  findList,
  type InvitationList,
  latestLists,
  listFiles,
  moveList,
  removeList,
} from './listStore.ts'
import { askToInvite, askToRemind, mailingOf, stopMailing } from './mailingStore.ts'
import { confirmMailsPage, invitationsPage, listPage } from './page.ts'
import { pastedTable } from './pasted.ts'
import { peopleRoutes } from './peopleRoutes.ts'

const path = '/desk/:consultation/invitations'
const megabyte = 1024 * 1024
const upload = multer({
  storage: listFiles.storage,
  limits: { fileSize: 50 * megabyte, files: 1, fields: 5, fieldSize: 2 * megabyte },
})

/** Who may answer, who is invited, and the mails to them. */
export function invitationRoutes({ runner, post, config }: Services): Router {
  const router = Router()
  router.use(peopleRoutes(config))

  router.get(path, allow('manageConsultations'), async (req, res) => {
    const consultation = await runConsultationOf(req)
    const { _id } = consultation
    const mailing = await mailingOf(_id)
    const [counts, lists] = await Promise.all([
      countInvitations(_id, mailing.reminding ? mailing.round : mailing.round + 1),
      latestLists(_id),
    ])
    const entry = takeEntry(req, `invitations ${_id}`)
    const shown = { entry, sends: post.sends, now: new Date() }
    res.render('consultations/invitations/invitations', {
      layout: 'desk',
      ...invitationsPage(consultation, counts, mailing, lists, shown),
    })
  })

  router.post(`${path}/access`, allow('manageConsultations'), async (req, res) => {
    const { _id } = await runConsultationOf(req)
    const form = validate(accessForm, req.body)
    if (!form.ok) keepEntry(req, `invitations ${_id}`, req.body, form.problems)
    else {
      const { access, seen } = form.value
      if (await changeSettings(_id, seen, { access: access === 'all' ? undefined : access })) {
        const who = access === 'all' ? 'everybody' : 'only those who were invited'
        await record(signedIn(req)._id, `had ${who} answer from now on`, _id)
        req.session.notice = `Saved: ${who} may answer from now on. Whoever has begun can go on.`
      } else keepEntry(req, `invitations ${_id}`, req.body, [overtaken])
    }
    res.redirect(303, `/desk/${_id}/invitations`)
  })

  router.get(`${path}/confirm`, allow('manageConsultations'), async (req, res) => {
    const consultation = await runConsultationOf(req)
    const act = mailActs.find(known => known === req.query.act)
    if (!act) throw new Invalid('This form is not one that our pages make. Go back and reload the page.')
    const mailing = await mailingOf(consultation._id)
    const counts = await countInvitations(consultation._id, mailing.round + 1)
    const plan = planMails(consultation, act, counts, mailing, { sends: post.sends, now: new Date() })
    if ('problem' in plan) {
      keepEntry(req, `invitations ${consultation._id}`, {}, [{ place: 'mails', message: plan.problem }])
      return res.redirect(303, `/desk/${consultation._id}/invitations`)
    }
    res.render('consultations/invitations/confirm', {
      layout: 'desk',
      ...confirmMailsPage(consultation, act, plan, mailing),
    })
  })

  router.post(`${path}/mails`, allow('manageConsultations'), async (req, res) => {
    const { _id } = await runConsultationOf(req)
    const form = validate(actForm, req.body)
    if (!form.ok) throw new Invalid('This form is not one that our pages make. Go back and reload the page.')
    const { act, round } = form.value
    const done = await carryOut(_id, act, round)
    if (done) {
      await record(signedIn(req)._id, done.audit, _id)
      req.session.notice = done.notice
      runner.wake()
    } else keepEntry(req, `invitations ${_id}`, {}, [remindedMeanwhile])
    res.redirect(303, `/desk/${_id}/invitations`)
  })

  router.post(
    `${path}/lists`,
    allow('manageConsultations'),
    upload.single('table'),
    checkUploadCsrf,
    async (req, res) => {
      const { _id } = await runConsultationOf(req)
      const pasted = String((req.body as { list?: unknown })?.list ?? '').trim()
      if (!req.file && pasted === '') {
        keepEntry(req, `invitations ${_id}`, req.body, [nothingBrought])
        return res.redirect(303, `/desk/${_id}/invitations`)
      }
      const list = await bring(req, _id, pasted)
      runner.wake()
      res.redirect(303, `/desk/${_id}/invitations/lists/${list}`)
    },
  )

  router.get(`${path}/lists/:list`, allow('manageConsultations'), async (req, res) => {
    const consultation = await runConsultationOf(req)
    const list = await listOf(req)
    const nth = Math.max(1, Math.floor(Number(req.query.page)) || 1)
    const [faults, job] = await Promise.all([faultsOf(list._id, nth), findJob(listJobKind, list._id)])
    res.render('consultations/invitations/list', {
      layout: 'desk',
      ...listPage(consultation, list, faults, nth, job),
    })
  })

  router.post(`${path}/lists/:list`, allow('manageConsultations'), async (req, res) => {
    const list = await listOf(req)
    if (await moveList(list._id, 'checked', { state: 'adding' })) {
      await record(
        signedIn(req)._id,
        `put ${list.usable} people on the list of those invited`,
        list.consultation,
      )
      await askForList(list._id)
      runner.wake()
    }
    res.redirect(303, `/desk/${list.consultation}/invitations/lists/${list._id}`)
  })

  router.post(`${path}/lists/:list/remove`, allow('manageConsultations'), async (req, res) => {
    const list = await listOf(req)
    await removeList(list)
    req.session.notice = `Removed: ${list.name}.`
    res.redirect(303, `/desk/${list.consultation}/invitations`)
  })

  router.use(path, dropRefusedUpload)
  return router
}

/** Keeps a list that was brought as a file, or pasted, and asks for its check. @returns its id */
async function bring(req: Request, consultation: string, pasted: string): Promise<string> {
  const { file } = req
  const at = new Date()
  const name = file ? Buffer.from(file.originalname, 'latin1').toString('utf8') : 'What was pasted'
  const { table, isPlain } = pastedTable(pasted)
  const list: InvitationList = {
    ...{ _id: newId(), consultation, name, at, account: signedIn(req)._id },
    file: file?.filename ?? (await listFiles.keep('pasted.csv', Readable.from([Buffer.from(table)]))),
    ...(!file && isPlain ? { above: 1 } : {}),
    state: 'checking',
    ...{ usable: 0, standing: 0, faults: 0, sample: [] },
  }
  await addList(list)
  await askForList(list._id)
  return list._id
}

async function carryOut(
  consultation: string,
  act: 'invite' | 'remind' | 'stop',
  round: number,
): Promise<{ audit: string; notice: string } | undefined> {
  if (act === 'stop') {
    await stopMailing(consultation)
    const audit = 'stopped the mails to those who were invited'
    return { audit, notice: 'No more are written. A few that were may still go out.' }
  }
  if (act === 'invite') {
    await askToInvite(consultation)
    return { audit: 'had the invitations sent', notice: 'The invitations are being written.' }
  }
  if (!(await askToRemind(consultation, round, new Date()))) return undefined
  return { audit: 'had those reminded who have not answered', notice: 'The reminders are being written.' }
}

const overtaken = {
  place: 'access',
  message: 'Somebody else changed the settings of this consultation meanwhile. Choose again and save',
}

const remindedMeanwhile = {
  place: 'mails',
  message: 'Reminders were asked for from another page meanwhile. Look how it stands',
}

const nothingBrought = { place: 'list', message: 'Write addresses into the box, or choose a file' }

/** An upload that ended in an error leaves nothing behind. */
const dropRefusedUpload: ErrorRequestHandler = async (error, req, _res, next) => {
  if (req.file) await listFiles.remove(req.file.filename)
  next(error instanceof MulterError ? new TooLarge(tooLarge[error.code] ?? unreadable) : error)
}

const unreadable = 'The form could not be read. Go back, reload the page and send it again.'
const tooLarge: Record<string, string> = {
  LIMIT_FILE_SIZE: 'The file is larger than 50 MB. Bring it in parts.',
  LIMIT_FIELD_VALUE: 'What you pasted is longer than 2 MB. Go back, and bring it as a file.',
}

/** @throws NotFound where a consultation has no such list */
async function listOf(req: Request): Promise<InvitationList> {
  const { _id } = await runConsultationOf(req)
  const found = await findList(String(req.params.list))
  if (found?.consultation !== _id) throw new NotFound('There is no list at this address.')
  return found
}
