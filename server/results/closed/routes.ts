import { type Request, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { consultationOf } from '../../consultations/load.ts'
import { resultsCsv } from './csv.ts'
import { type Chosen, resultsPage } from './page.ts'
import { readResults } from './read.ts'

const path = '/desk/:consultation/results'

/** The results of closed questions, and the file of them. */
export function closedRoutes(): Router {
  const router = Router()

  router.get(path, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const chosen = chosenIn(req)
    const page = await resultsPage(await readResults(consultation, chosen.by), chosen)
    res.render('results/closed', {
      layout: 'desk',
      title: 'Results of closed questions',
      section: 'results',
      consultation,
      ...page,
      file: `${consultation._id}/results/results.csv?by=${encodeURIComponent(chosen.by)}`,
      mayExport: may(signedIn(req), 'export'),
      mayManage: may(signedIn(req), 'manageConsultations'),
    })
  })

  router.get(`${path}/results.csv`, allow('export'), async (req, res) => {
    const consultation = await consultationOf(req)
    const { by } = chosenIn(req)
    const file = await resultsCsv(await readResults(consultation, by), by)
    await record(signedIn(req)._id, 'exported the results of closed questions', consultation._id)
    res.type('text/csv; charset=utf-8').attachment(`${consultation._id}-results.csv`)
    res.set('Cache-Control', 'no-store').send(file)
  })

  return router
}

/** What an address asks for: without a word, answers are told apart by for whom they speak. */
function chosenIn({ query }: Request): Chosen {
  const { by, group } = query
  return {
    by: typeof by === 'string' && by !== '' ? by : 'capacity',
    group: typeof group === 'string' ? group : '',
  }
}
