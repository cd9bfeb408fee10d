import { type Request, Router } from 'express'
import { allow } from '../accounts/allow.ts'
import { consultationOf } from '../consultations/load.ts'
import { NotFound } from '../errors.ts'
import type { Services } from '../services.ts'
import { campaignPage, campaignsPage } from './page.ts'
import { samePersonRoutes } from './samePerson/routes.ts'

/** The texts that several respondents sent, and what each of them added. */
export function campaignRoutes(services: Pick<Services, 'runner'>): Router {
  const router = Router()
  router.use(samePersonRoutes(services))

  router.get('/desk/:consultation/campaigns', allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    res.render('campaigns/campaigns', {
      layout: 'desk',
      title: 'Campaigns',
      section: 'responses',
      consultation,
      ...(await campaignsPage(consultation._id, numberIn(req.query.from))),
    })
  })

  router.get('/desk/:consultation/campaigns/:campaign', allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const campaign = await campaignPage(consultation._id, rankOf(req), String(req.query.after ?? ''))
    if (!campaign) throw new NotFound('There is no such campaign here. They may have been looked for again.')
    res.render('campaigns/campaign', {
      layout: 'desk',
      title: `Campaign ${campaign.number}`,
      section: 'responses',
      consultation,
      campaign,
    })
  })

  return router
}

/** A whole number from nought on; nought for anything else. */
function numberIn(given: unknown): number {
  return typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : 0
}

/** @throws NotFound where the address names no number */
function rankOf(req: Request): number {
  const given = String(req.params.campaign)
  if (!/^\d{1,9}$/.test(given)) throw new NotFound('There is no such campaign here.')
  return Number(given)
}
