import { type Request, type Response, Router } from 'express'
import type { Problem } from '../../../analysis/index.ts'
import { seal, unseal } from '../../database/seal.ts'
import { NotFound } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { limit } from '../../http/limits.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { allow, signedIn } from '../allow.ts'
import { record } from '../auditStore.ts'
import { hashPassword, passwordFits } from '../password.ts'
import { addressOf, newRecoveryCodes, newSecret, sealSecret, stepOf } from '../secondFactor/factor.ts'
import { removeSignIn, removeSignIns, signInsOf } from '../signInStore.ts'
import { changeAccount, setRecoveryCodes, setSecondFactor } from '../store.ts'
import { confirmForm, nameForm, passwordForm, setUpForm } from './forms.ts'
import { ownPage } from './page.ts'
import { pictureOf } from './qrCode.ts'

const path = '/desk/account'
const own = allow('keepOwnAccount')

/** One’s own account: name, password, second factor, and where one is signed in. */
export function ownRoutes(services: Services): Router {
  const { sessionSecret, provider } = services.config
  const router = Router()
  /** Passwords are asked for again here, and guessed no faster than at sign-in. */
  const careful = limit(services, 'ownAccount', 20)

  router.get(path, own, async (req, res) => {
    const signIns = await signInsOf(signedIn(req)._id, new Date())
    res.render('accounts/own', {
      layout: 'desk',
      title: 'Your account',
      ...ownPage(signedIn(req), provider, signIns, req.session.signIn, takeEntry(req, 'own')),
    })
  })

  router.post(`${path}/name`, own, async (req, res) => {
    const form = validate(nameForm, req.body)
    if (!form.ok) return refuse(req, res, { name: req.body?.name }, form.problems)
    await changeAccount(signedIn(req)._id, form.value)
    req.session.notice = 'Your name is changed.'
    res.redirect(303, path)
  })

  router.post(`${path}/password`, own, careful, async (req, res) => {
    const form = validate(passwordForm, req.body)
    if (!form.ok) return refuse(req, res, {}, form.problems)
    const { _id } = signedIn(req)
    if (!(await isTheirs(req, form.value.current))) return refuse(req, res, {}, [wrongPassword])
    await changeAccount(_id, { passwordHash: await hashPassword(form.value.password) })
    await removeSignIns(_id, req.session.signIn)
    await record(_id, 'changed their password', _id)
    req.session.notice = 'Your password is changed. You are signed out everywhere else.'
    res.redirect(303, path)
  })

  router.post(`${path}/sign-ins/end`, own, async (req, res) => {
    await removeSignIns(signedIn(req)._id, req.session.signIn)
    req.session.notice = 'You are signed out everywhere else.'
    res.redirect(303, path)
  })

  router.post(`${path}/sign-ins/:signIn/end`, own, async (req, res) => {
    await removeSignIn(signedIn(req)._id, String(req.params.signIn))
    req.session.notice = 'That browser is signed out.'
    res.redirect(303, path)
  })

  router.get(`${path}/second-factor`, own, (req, res) => {
    const { secondFactor, email, passwordHash } = signedIn(req)
    const entry = takeEntry(req, 'secondFactor')
    const secret = secondFactor ? '' : (proposedTo(req, sessionSecret) ?? newSecret())
    if (!secondFactor) req.session.proposed = seal(sessionSecret, { secret })
    res.render('accounts/secondFactor', {
      layout: 'desk',
      title: 'Second factor',
      problems: entry?.problems,
      hasPassword: passwordHash !== undefined,
      factor: secondFactor && { since: secondFactor.since, left: secondFactor.recovery.length },
      secret: secret.match(/.{1,4}/g)?.join(' '),
      picture: secret && pictureOf(addressOf(secret, email)),
    })
  })

  router.post(`${path}/second-factor`, own, careful, async (req, res) => {
    const { _id, secondFactor } = signedIn(req)
    if (secondFactor) return res.redirect(303, `${path}/second-factor`)
    const back = (problems: Problem[]) => refuseAt(req, res, 'secondFactor', problems)
    const form = validate(setUpForm, req.body)
    if (!form.ok) return back(form.problems)
    if (!(await isTheirs(req, form.value.current))) return back([wrongPassword])
    const secret = proposedTo(req, sessionSecret)
    const now = new Date()
    const step = secret === undefined ? undefined : stepOf(secret, form.value.code, now)
    if (secret === undefined || step === undefined) return back([{ place: 'code', message: wrongCode }])
    const { codes, hashes } = newRecoveryCodes()
    const factor = { sealed: sealSecret(sessionSecret, secret), since: now, lastStep: step, recovery: hashes }
    await setSecondFactor(_id, factor)
    await removeSignIns(_id, req.session.signIn)
    await record(_id, 'set up a second factor', _id)
    delete req.session.proposed
    showOnce(req, res, codes)
  })

  router.post(`${path}/second-factor/off`, own, careful, async (req, res) => {
    const confirmed = await confirmedBy(req)
    if (!confirmed.ok) return refuseAt(req, res, 'secondFactor', confirmed.problems)
    await setSecondFactor(signedIn(req)._id, undefined)
    await record(signedIn(req)._id, 'turned their second factor off', signedIn(req)._id)
    req.session.notice = 'Your second factor is off: you sign in without a code.'
    res.redirect(303, path)
  })

  router.post(`${path}/second-factor/recovery`, own, careful, async (req, res) => {
    const confirmed = await confirmedBy(req)
    if (!confirmed.ok) return refuseAt(req, res, 'secondFactor', confirmed.problems)
    const { codes, hashes } = newRecoveryCodes()
    await setRecoveryCodes(signedIn(req)._id, hashes)
    await record(signedIn(req)._id, 'made new recovery codes', signedIn(req)._id)
    showOnce(req, res, codes)
  })

  router.get(`${path}/recovery-codes`, own, (req, res) => {
    const sealed = req.session.recoveryCodes
    delete req.session.recoveryCodes
    const codes = sealed === undefined ? undefined : unseal(sessionSecret, sealed)?.codes
    if (!codes) throw new NotFound('Recovery codes are shown once. Make new ones where you have lost them.')
    res.render('accounts/recoveryCodes', {
      layout: 'desk',
      title: 'Your recovery codes',
      codes: codes.split(' '),
    })
  })

  /** Codes are kept, so that nobody can read them in the database, until the page that shows them. */
  function showOnce(req: Request, res: Response, codes: string[]): void {
    req.session.recoveryCodes = seal(sessionSecret, { codes: codes.join(' ') })
    res.redirect(303, `${path}/recovery-codes`)
  }

  return router
}

const wrongPassword = {
  place: 'current',
  message: 'This is not the password that you sign in with. Enter it again.',
}
const wrongCode =
  'This code is not right. Enter the one that your app shows now, and look whether the clock of your phone is right.'

function refuse(req: Request, res: Response, values: object, problems: Problem[]): void {
  keepEntry(req, 'own', values, problems)
  res.redirect(303, path)
}

function refuseAt(req: Request, res: Response, form: 'secondFactor', problems: Problem[]): void {
  keepEntry(req, form, {}, problems)
  res.redirect(303, `${path}/second-factor`)
}

function isTheirs(req: Request, password: string): Promise<boolean> {
  return passwordFits(signedIn(req).passwordHash, password)
}

async function confirmedBy(req: Request): Promise<{ ok: true } | { ok: false; problems: Problem[] }> {
  const form = validate(confirmForm, req.body)
  if (!form.ok) return form
  return (await isTheirs(req, form.value.current)) ? { ok: true } : { ok: false, problems: [wrongPassword] }
}

/** The secret that the page has offered. */
function proposedTo(req: Request, sessionSecret: string): string | undefined {
  const { proposed } = req.session
  return proposed === undefined ? undefined : unseal(sessionSecret, proposed)?.secret
}

declare module 'express-session' {
  interface SessionData {
    /** The secret that is offered for an app, and recovery codes that are to be shown once, both sealed. */
    proposed: string
    recoveryCodes: string
  }
}
