import type { Response } from 'express'

/** Sends a browser on after a form, as `redirect` does, without negotiating and writing a page that no browser shows. */
export function seeOther(res: Response, address: string): void {
  res.status(303).location(address).end()
}
