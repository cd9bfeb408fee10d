import { Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { consultationOf } from '../../consultations/load.ts'
import { NotFound } from '../../errors.ts'
import type { Response } from '../../responses/response.ts'
import { findResponse } from '../../responses/store.ts'
import { notePresence } from './presenceStore.ts'
import { presenceNotices } from './who.ts'

/** Without a script nobody tells when a page is closed: a page that was opened counts as open for so many minutes. */
const minutesOpened = 15
/** A page whose script tells every minute that it is open; two may be lost. */
const minutesTold = 3

/** The page of a response was opened by somebody who may code it. @returns who else has it open */
export async function openResponse(response: Response, account: string): Promise<string[]> {
  const now = new Date()
  const { consultation, _id, state } = response
  if (state === 'withdrawn') return []
  await notePresence({ consultation, response: _id, account }, minutesOpened, now)
  return presenceNotices(response, account, now)
}

/** What the script of an open page tells, and is told. */
export function presenceRoutes(): Router {
  const router = Router()

  router.post('/desk/:consultation/responses/:response/presence', allow('code'), async (req, res) => {
    const { _id: consultation } = await consultationOf(req)
    const response = await findResponse(consultation, String(req.params.response))
    if (!response) throw new NotFound('There is no response at this address.')
    const [account, now] = [signedIn(req)._id, new Date()]
    if (response.state !== 'withdrawn')
      await notePresence({ consultation, response: response._id, account }, minutesTold, now)
    res.set('Cache-Control', 'no-store').json({ notices: await presenceNotices(response, account, now) })
  })

  return router
}
