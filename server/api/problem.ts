import type { ErrorRequestHandler, Response } from 'express'
import { PageError } from '../errors.ts'
import { type LateAnswer, lateWords } from '../http/answerInTime.ts'
import { asPageError } from '../http/errorPages.ts'
import type { Log } from '../http/log.ts'
import { asUnavailable } from '../http/unavailable.ts'

/** One thing that is wrong: where in the body by a JSON pointer (RFC 6901), or in which parameter, and how to mend it. */
export type Wrong = ({ pointer: string } | { parameter: string }) & { detail: string }

/** A call that is not done; `problems` writes it. */
export class Refused extends PageError {
  readonly errors: Wrong[]
  constructor(status: number, message: string, errors: Wrong[] = []) {
    super(status, message)
    this.errors = errors
  }
}

const titles = new Map([
  [400, 'The request cannot be read'],
  [401, 'No good token'],
  [403, 'Not permitted'],
  [404, 'Not found'],
  [409, 'Not possible now'],
  [413, 'Too large'],
  [415, 'Not JSON'],
  [422, 'The response cannot be taken'],
  [429, 'Too many requests'],
  [500, 'A fault of this site'],
  [503, 'Not ready'],
])

const problemType = 'application/problem+json'

/** Writes what is wrong as RFC 9457 has it; the type `about:blank` says that the status tells all there is to the type. */
export function sendProblem(res: Response, status: number, detail: string, more: object = {}): void {
  res
    .status(status)
    .type(problemType)
    .send(problemOf(status, detail, more))
}

function problemOf(status: number, detail: string, more: object): string {
  const title = titles.get(status) ?? titles.get(status >= 500 ? 500 : 400)
  return JSON.stringify({ type: 'about:blank', title, status, detail, ...more })
}

/** What a program is told where a call is not answered in time. */
export const lateProblem: LateAnswer = async req => ({
  type: problemType,
  body: problemOf(503, lateWords(), { request: String(req.id) }),
})

/** The one mapper from errors to what a program is told: as the pages have it, without a page. */
export function problems(log: Log): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.writableEnded)
      return log.error({ err: error, request: req.id }, 'a call failed behind its answer')
    if (res.headersSent) return next(error)
    const unavailable = asUnavailable(error)
    const known = unavailable ?? readable(error) ?? asPageError(error)
    const status = known?.status ?? 500
    if (status >= 500) log.error({ err: error, request: req.id }, 'a call of the API failed')
    if (unavailable) res.set('Retry-After', String(unavailable.retryAfter))
    if (status === 401) res.set('WWW-Authenticate', 'Bearer')
    sendProblem(
      res,
      status,
      known?.message ??
        'This is our fault. Try again in a moment; if it happens again, tell the people who run this site the request.',
      {
        ...(known instanceof Refused && known.errors.length > 0 ? { errors: known.errors } : {}),
        ...(status >= 500 ? { request: String(req.id) } : {}),
      },
    )
  }
}

/** What was wrong with a body, in words for whoever writes a program. */
function readable(error: unknown): Refused | undefined {
  const { type } = (error ?? {}) as { type?: unknown }
  if (type === 'entity.parse.failed') return new Refused(400, 'The body is not JSON.')
  if (type === 'entity.too.large') return new Refused(413, 'The body is larger than 8 MB.')
  if (type === 'charset.unsupported' || type === 'encoding.unsupported')
    return new Refused(415, 'Send JSON in UTF-8, as it is or by gzip, deflate or br.')
  return undefined
}
