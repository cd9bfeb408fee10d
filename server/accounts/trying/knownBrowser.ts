import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Request, Response } from 'express'
import type { Config } from '../../config.ts'

const aYear = 365 * 24 * 60 * 60 * 1000

const nameOf = (secure: boolean) => (secure ? '__Host-known' : 'known')
const sign = (secret: string, id: string, email: string) =>
  createHmac('sha256', secret).update(`known\u0000${id}\u0000${email}`).digest('base64url')

/** Notes in a browser that somebody signed in with it, so that its tries are counted by themselves from now on. */
export function rememberBrowser(res: Response, { baseUrl, sessionSecret }: Config, email: string): void {
  const secure = baseUrl.startsWith('https:')
  const id = randomBytes(16).toString('base64url')
  res.cookie(nameOf(secure), `${id}.${sign(sessionSecret, id, email)}`, {
    httpOnly: true,
    sameSite: 'lax',
    secure,
    path: '/',
    maxAge: aYear,
  })
}

/** What a browser is known by, where this address signed in with it before. */
export function knownBrowser(req: Request, { baseUrl, sessionSecret }: Config, email: string) {
  const cookie: unknown = req.cookies[nameOf(baseUrl.startsWith('https:'))]
  const [id, signature] = typeof cookie === 'string' ? cookie.split('.') : []
  if (!id || !signature) return undefined
  const [given, right] = [signature, sign(sessionSecret, id, email)].map(text => Buffer.from(text))
  return given && right && given.length === right.length && timingSafeEqual(given, right) ? id : undefined
}
