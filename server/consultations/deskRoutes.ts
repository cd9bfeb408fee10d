import { Router } from 'express'
import { allow } from '../accounts/allow.ts'
import { listConsultations, openingOf } from './store.ts'

const openings = { before: 'Not open yet', open: 'Open', closed: 'Closed' }

/** The desk's first page: every consultation there is. */
export function deskRoutes(): Router {
  const router = Router()
  router.get('/desk', allow('read'), async (_req, res) => {
    const now = new Date()
    const consultations = (await listConsultations()).map(consultation => ({
      _id: consultation._id,
      title: consultation.title,
      asker: consultation.asker,
      state: consultation.kind === 'imported' ? 'Imported' : openings[openingOf(consultation, now)],
      closesAt: consultation.kind === 'imported' ? undefined : consultation.closesAt,
    }))
    res.render('consultations/desk', { layout: 'desk', title: 'Consultations', consultations })
  })
  return router
}
