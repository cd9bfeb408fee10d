import type { ErrorRequestHandler, RequestHandler } from 'express'
import { MulterError } from 'multer'
import { NotFound, PageError, TooLarge } from '../errors.ts'
import { phrase, say } from './languages/say.ts'
import type { Log } from './log.ts'
import { asUnavailable } from './unavailable.ts'

export const notFound: RequestHandler = () => {
  throw new NotFound()
}

const titles = new Map([
  [400, phrase('That request cannot be read')],
  [403, phrase('You cannot do that')],
  [404, phrase('Page not found')],
  [409, phrase('Someone else changed this first')],
  [413, phrase('That is too large')],
  [503, phrase('Sorry, this site is not ready')],
])

/** The one mapper from errors to pages. What is not ours is logged and told in general words, stack hidden. */
export function errorPages(log: Log, production: boolean): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.writableEnded)
      return log.error({ err: error, request: req.id }, 'a request failed behind its answer')
    if (res.headersSent) return next(error)
    const unavailable = asUnavailable(error)
    const known = unavailable ?? asPageError(error)
    const status = known?.status ?? 500
    if (status >= 500) log.error({ err: error, request: req.id }, 'a request failed')
    if (unavailable) res.set('Retry-After', String(unavailable.retryAfter))
    res.status(status).render('error', {
      title: say(titles.get(status) ?? phrase('Sorry, something went wrong here')),
      message:
        known?.message ??
        say(
          'This is our fault. What you sent before is kept. Try again in a moment; if it happens again, tell the people who run this site, with this number.',
        ),
      request: status >= 500 ? req.id : undefined,
      stack: known || production || !(error instanceof Error) ? undefined : error.stack,
    })
  }
}

/** What an error means to whoever asked; undefined where it is a fault of ours. */
export function asPageError(error: unknown): PageError | undefined {
  if (error instanceof PageError) return error
  if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE')
    return new TooLarge(say('The file is larger than 10 MB. Choose a smaller one.'))
  if (error instanceof MulterError && error.code === 'LIMIT_FIELD_VALUE')
    return new TooLarge(
      say(
        'What was written in one field is longer than this site can take. Nothing of this page was kept: go back, shorten it, or send a part of it as a file.',
      ),
    )
  if (error instanceof MulterError)
    return new PageError(400, say('The form could not be read. Go back, reload the page and send it again.'))
  const status = (error as { status?: unknown } | null)?.status
  if (status === 413)
    return new TooLarge(
      say('The form is larger than this site can take. Shorten it, or send a part as a file.'),
    )
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new PageError(
      status,
      say('The request could not be read. Go back, reload the page and send it again.'),
    )
  return undefined
}
