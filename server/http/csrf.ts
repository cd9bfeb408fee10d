import { createHmac, timingSafeEqual } from 'node:crypto'
import cookieParser from 'cookie-parser'
import { doubleCsrf } from 'csrf-csrf'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import type { Config } from '../config.ts'
import { Forbidden } from '../errors.ts'
import { phrase, say } from './languages/say.ts'

const stale = phrase(
  'This page was open too long, or came from elsewhere. Go back, reload it and send it again.',
)

/** Guards the desk's forms by a token that is bound to the session; pages read it as `csrf`. */
export function deskCsrf(config: Config): RequestHandler[] {
  const secure = config.baseUrl.startsWith('https:')
  const { doubleCsrfProtection, generateCsrfToken } = doubleCsrf({
    getSecret: () => config.sessionSecret,
    getSessionIdentifier: req => req.session.id,
    getCsrfTokenFromRequest: req =>
      (req.body as { _csrf?: unknown } | undefined)?._csrf as string | undefined,
    cookieName: secure ? '__Host-desk.csrf' : 'desk.csrf',
    cookieOptions: { sameSite: 'lax', secure, httpOnly: true, path: '/' },
    errorConfig: { statusCode: 403, message: stale, code: 'BAD_CSRF' },
  })
  const offer = (req: Request, res: Response, next: NextFunction) => {
    // A session that holds nothing is not stored, and its id would change with the next request.
    req.session.csrf = true
    res.locals.csrf = generateCsrfToken(req, res)
    next()
  }
  const check: RequestHandler = (req, res, next) =>
    doubleCsrfProtection(req, res, problem => next(problem ? new Forbidden(say(stale)) : undefined))
  return [cookieParser(), offer, skipUploads(check)]
}

/** A form with a file is read by multer inside its route, which checks the token after that: see `checkUploadCsrf`. */
function skipUploads(check: RequestHandler): RequestHandler {
  return (req, res, next) => {
    if (req.is('multipart/form-data')) {
      res.locals.checkCsrf = check
      next()
    } else check(req, res, next)
  }
}

/** Stands behind multer in every desk route that takes a file. */
export const checkUploadCsrf: RequestHandler = (req, res, next) => {
  // A form without a file part was checked already.
  if (!req.is('multipart/form-data')) return next()
  const check = res.locals.checkCsrf as RequestHandler | undefined
  if (!check) throw new Error('checkUploadCsrf: the route is not behind deskCsrf')
  check(req, res, next)
}

declare module 'express-session' {
  interface SessionData {
    csrf: boolean
  }
}

/** A respondent's token: bound to the draft, so that a page left open overnight still sends. */
export function draftToken(secret: string, draft: string): string {
  return createHmac('sha256', secret).update(`draft:${draft}`).digest('base64url')
}

/** @throws Forbidden unless `given` is the token of this draft. */
export function checkDraftToken(secret: string, draft: string, given: unknown): void {
  const expected = Buffer.from(draftToken(secret, draft))
  const actual = Buffer.from(typeof given === 'string' ? given : '')
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) throw new Forbidden(say(stale))
}
