import { Router } from 'express'
import type { Services } from '../services.ts'
import { eraseDeskRoutes } from './erasing/deskRoutes.ts'
import { eraseOwnRoutes } from './erasing/ownRoutes.ts'

/** What is kept of respondents, for how long, and how they have it erased. */
export function privacyRoutes(services: Services): Router {
  const router = Router()
  router.use(eraseOwnRoutes(services))
  router.use(eraseDeskRoutes(services))
  return router
}
