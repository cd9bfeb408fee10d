import type { RequestHandler } from 'express'

/**
 * Has `redirect` send browsers on without a page that none shows, which costs more than all else of many requests. At
 * the desk it would do harm: all of a body but its last byte goes before the session is saved, and a browser that is on
 * its way by then finds no notice there, and nothing of what was entered.
 */
export const redirectWithoutPage: RequestHandler = (_req, res, next) => {
  res.redirect = (first: number | string, second?: unknown) => {
    const [status, address] = typeof first === 'number' ? [first, String(second)] : [302, first]
    res.status(status).location(address).end()
  }
  next()
}
