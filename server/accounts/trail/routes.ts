import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Router } from 'express'
import { allow, signedIn } from '../allow.ts'
import { countWaiting, eachEvent, listEvents, record } from '../auditStore.ts'
import { listAccounts } from '../store.ts'
import { listedBy, readAsked, trailFile, trailPage } from './page.ts'

const path = '/desk/audit'
const onPage = 50

/** What was done at the desk, and by whom: for whoever manages the accounts. */
export function trailRoutes(): Router {
  const router = Router()

  router.get(path, allow('manageAccounts'), async (req, res) => {
    const asked = readAsked(req.query)
    const [accounts, events, waiting] = await Promise.all([
      listAccounts(),
      listEvents(listedBy(asked), onPage + 1),
      countWaiting(),
    ])
    res.render('accounts/trail', {
      layout: 'desk',
      title: 'What was done',
      ...trailPage(asked, accounts, events, onPage, waiting),
    })
  })

  router.get(`${path}.csv`, allow('manageAccounts'), async (req, res) => {
    const accounts = await listAccounts()
    await record(signedIn(req)._id, 'exported what was done at the desk', 'audit')
    res.type('text/csv; charset=utf-8').attachment('what-was-done.csv').set('Cache-Control', 'no-store')
    const events = eachEvent(listedBy(readAsked(req.query)))
    await pipeline(Readable.from(trailFile(accounts, events), { objectMode: false }), res)
  })

  return router
}
