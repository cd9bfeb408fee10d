import type { RequestHandler } from 'express'

/** Hands what was just done to the next page that is shown, once. */
export const takeNotice: RequestHandler = (req, res, next) => {
  if (req.method === 'GET' && req.session.notice) {
    res.locals.notice = req.session.notice
    delete req.session.notice
  }
  next()
}
