import { Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { reportOf } from '../load.ts'
import { noteEditing } from './editingStore.ts'
import { editingNotices } from './notice.ts'

/** Without a script nobody tells when a page is closed: a page that was opened counts as open for so many minutes. */
const minutesOpened = 15
/** A page whose script tells every minute that it is open; two may be lost. */
const minutesTold = 3

/** A page of a report was opened by somebody who may edit it. @returns who else has it open */
export async function openForEditing(report: string, account: string): Promise<string[]> {
  const now = new Date()
  await noteEditing(report, account, minutesOpened, now)
  return editingNotices(report, account, now)
}

/** What the script of an open page tells, and is told. */
export function editingRoutes(): Router {
  const router = Router()

  router.post('/desk/:consultation/reports/:report/editing', allow('writeFindings'), async (req, res) => {
    const { _id } = await reportOf(req)
    const now = new Date()
    await noteEditing(_id, signedIn(req)._id, minutesTold, now)
    res.set('Cache-Control', 'no-store').json({ notices: await editingNotices(_id, signedIn(req)._id, now) })
  })

  return router
}
