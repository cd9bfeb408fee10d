import { type Request, Router } from 'express'
import { allow } from '../../accounts/allow.ts'
import { consultationOf } from '../../consultations/load.ts'
import { livePage } from './page.ts'
import { readLive } from './read.ts'

const path = '/desk/:consultation/results/live'

/** How answering goes, for whoever runs a consultation; and the part of the page that a script fetches anew. */
export function liveRoutes(): Router {
  const router = Router()

  router.get(path, allow('manageConsultations'), async (req, res) => {
    res.render('results/live', {
      layout: 'desk',
      title: 'How answering goes',
      section: 'results',
      script: 'live',
      ...(await pageOf(req)),
    })
  })

  router.get(`${path}/now`, allow('manageConsultations'), async (req, res) => {
    res.render('results/liveNow', { layout: false, ...(await pageOf(req)) })
  })

  return router
}

async function pageOf(req: Request) {
  const consultation = await consultationOf(req)
  return { consultation, ...livePage(await readLive(consultation), consultation) }
}
