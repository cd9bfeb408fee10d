import type { Request, RequestHandler, Response } from 'express'
import { say } from './languages/say.ts'
import type { Log } from './log.ts'

/** What is answered where the true answer does not come. */
export type LateAnswer = (req: Request, res: Response) => Promise<{ type: string; body: string }>

/** When it is worth asking again, in seconds. */
const retryAfter = 60

/** What may have been said already of the answer that did not come. */
const ofTheAnswer = ['Content-Disposition', 'Content-Length', 'ETag']

/**
 * Answers 503 where nothing was answered for so long after the last of a request had come: the database, or the disk
 * below it, does not get on. An upload that still comes is waited for, and what has begun to be answered goes on. What
 * the request was about may be done yet: its own answer then goes nowhere.
 *
 * @param longestMs how long is waited, in milliseconds; at most twice as long where the request itself came slowly
 */
export function answerInTime(log: Log, longestMs: number, late: LateAnswer = latePage): RequestHandler {
  return (req, res, next) => {
    // Taken now, since a session puts itself before it, and waits for the database.
    const { end } = res
    let came = req.socket.bytesRead
    const answer = async () => {
      log.error({ request: req.id, ms: longestMs }, 'a request was not answered in time')
      const { type, body } = await late(req, res)
      if (res.headersSent) return
      for (const name of ofTheAnswer) res.removeHeader(name)
      res.status(503).set({ 'Retry-After': String(retryAfter), 'Content-Type': type })
      end.call(res, body, 'utf8')
      sendNowhere(res)
    }
    const look = () => {
      if (res.headersSent) return
      const isAwaited = !req.complete && req.readableLength === 0
      if (req.socket.bytesRead === came && !isAwaited)
        answer().catch(error => log.error({ err: error, request: req.id }, 'a late answer failed'))
      else {
        came = req.socket.bytesRead
        timer = setTimeout(look, longestMs)
      }
    }
    let timer: NodeJS.Timeout = setTimeout(look, longestMs)
    res.once('close', () => clearTimeout(timer))
    next()
  }
}

const latePage: LateAnswer = (req, res) =>
  new Promise((resolve, reject) => {
    const page = {
      title: say('Sorry, this site is not ready'),
      message: lateWords(),
      request: req.id,
      _locals: res.locals,
    }
    req.app.render('error', page, (error: Error | null, body: string) =>
      error ? reject(error) : resolve({ type: 'text/html; charset=utf-8', body }),
    )
  })

/** What whoever asked is told. */
export function lateWords(): string {
  return say(
    'This site takes much longer than it should at the moment. All that was saved before is kept. What you sent just now may be saved too: look again in a minute, and send it again if it is not there.',
  )
}

/** Has all that its handler does with an answer from now on do nothing, where another has been given. */
function sendNowhere(res: Response): void {
  const same = () => res
  Object.assign(res, { setHeader: same, appendHeader: same, removeHeader: () => {}, writeHead: same })
  Object.assign(res, { flushHeaders: () => {}, write: () => true, end: same })
}
