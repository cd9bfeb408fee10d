import { type Request, Router } from 'express'
import { keepEntry, takeEntry } from '../http/entry.ts'
import { limit } from '../http/limits.ts'
import { validate } from '../http/validate.ts'
import type { Services } from '../services.ts'
import { mayEnter } from './allow.ts'
import { record } from './auditStore.ts'
import { codeForm, signInForm } from './forms.ts'
import { ownPath, withNext } from './ownPath.ts'
import { passwordFits } from './password.ts'
import { answerSecondFactor } from './secondFactor/check.ts'
import { type Came, endSignIn, letIn, waitForCode } from './signIn.ts'
import { type Account, findAccount, findAccountByEmail } from './store.ts'
import { codeTries, countTry, forgetTries, passwordTries, stretchMs } from './trying/tries.ts'

const path = '/desk/sign-in'
const aMinute = 60_000

/** Signing in, by a password and then by a second factor where the account has one, and out. */
export function signInRoutes(services: Services): Router {
  const { config } = services
  const router = Router()

  router.get(path, (req, res) => {
    const entry = takeEntry(req, 'signIn')
    res.render('accounts/signIn', {
      layout: 'desk',
      title: 'Sign in',
      next: ownPath(req.query.next),
      email: entry?.values.email,
      provider: config.provider?.name,
      problems: entry?.problems,
    })
  })

  router.post(path, limit(services, 'signIn', 20), async (req, res) => {
    const next = ownPath(req.body?.next)
    const refuse = (problems: { place: string; message: string }[]) => {
      keepEntry(req, 'signIn', { email: req.body?.email }, problems)
      res.redirect(303, withNext(path, next))
    }
    const form = validate(signInForm, req.body)
    if (!form.ok) return refuse(form.problems)
    const { email, password } = form.value
    const tries = passwordTries(req, config, email)
    const closed = await countTry(tries, new Date())
    if (closed) return refuse([{ place: 'email', message: tooManyTries(closed) }])
    const account = await findAccountByEmail(email)
    const fits = await passwordFits(account?.passwordHash, password)
    if (!account || !fits || !mayEnter(account, config)) {
      refuse([{ place: 'email', message: 'The email address or the password is not right. Try again.' }])
      // Behind the answer: how long that takes tells nobody whether there is such an account.
      if (account) await record(account._id, 'failed to sign in', account._id)
      return
    }
    await forgetTries(tries)
    const came: Came = { by: 'password' }
    if (account.secondFactor) {
      await waitForCode(req, account._id, came)
      return res.redirect(303, withNext(`${path}/code`, next))
    }
    await letIn(req, res, config, { account, came })
    res.redirect(303, next || '/desk')
  })

  router.get(`${path}/code`, async (req, res) => {
    if (!(await halfwayOf(req))) return res.redirect(303, withNext(path, ownPath(req.query.next)))
    const entry = takeEntry(req, 'code')
    res.render('accounts/code', {
      layout: 'desk',
      title: 'Enter a code',
      next: ownPath(req.query.next),
      problems: entry?.problems,
    })
  })

  router.post(`${path}/code`, limit(services, 'signInCode', 20), async (req, res) => {
    const next = ownPath(req.body?.next)
    const halfway = await halfwayOf(req)
    if (!halfway) {
      req.session.notice = 'It is too long since you began to sign in. Begin again.'
      return res.redirect(303, withNext(path, next))
    }
    const { account, came } = halfway
    const refuse = (problems: { place: string; message: string }[]) => {
      keepEntry(req, 'code', {}, problems)
      res.redirect(303, withNext(`${path}/code`, next))
    }
    const form = validate(codeForm, req.body)
    if (!form.ok) return refuse(form.problems)
    const now = new Date()
    const tries = codeTries(config, account._id)
    const closed = await countTry(tries, now)
    if (closed) return refuse([{ place: 'code', message: tooManyTries(closed) }])
    const answered = await answerSecondFactor(account, config.sessionSecret, form.value.code, now)
    if (!answered) {
      await record(account._id, 'failed to sign in with a code', account._id)
      return refuse([
        {
          place: 'code',
          message:
            'This code is not right, or was used already. Enter the one that your app shows now, or a recovery code that you have not used.',
        },
      ])
    }
    await forgetTries(tries)
    const byRecovery = answered === 'recovery'
    if (!(await letIn(req, res, config, { account, came, byRecovery }))) {
      req.session.notice = 'Your account was linked with another sign-in meanwhile. Begin again.'
      return res.redirect(303, withNext(path, next))
    }
    if (byRecovery) {
      const left = (account.secondFactor?.recovery.length ?? 1) - 1
      req.session.notice = `You used a recovery code, and have ${left} left. Make new ones under your name where you need them.`
    }
    res.redirect(303, next || '/desk')
  })

  router.post('/desk/sign-out', async (req, res, next) => {
    await endSignIn(req)
    req.session.destroy(error => (error ? next(error) : res.redirect(303, path)))
  })

  return router
}

/** The account of somebody who has shown one factor, and not yet a code, and how they came so far. */
async function halfwayOf(req: Request): Promise<{ account: Account; came: Came } | undefined> {
  const { halfway } = req.session
  const left = Date.parse(halfway?.until ?? '') - Date.now()
  // What an earlier release began tells not how; what lasts for longer than it may is of a clock that was wrong.
  if (!halfway?.came || !(left >= 0 && left <= 2 * stretchMs)) return undefined
  const account = await findAccount(halfway.account)
  return account?.secondFactor ? { account, came: halfway.came } : undefined
}

/** The same for every address, whether it has an account or not. */
function tooManyTries(until: Date): string {
  const minutes = Math.max(1, Math.ceil((until.getTime() - Date.now()) / aMinute))
  return `Too many tries went wrong. Wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, and try again, or set a new password by mail, which works at once.`
}
