import { Router } from 'express'
import type { Services } from '../services.ts'
import { eraseDeskRoutes } from './erasing/deskRoutes.ts'
import { eraseOwnRoutes } from './erasing/ownRoutes.ts'
import { dueRoutes } from './retention/routes.ts'
import { subjectRoutes } from './subject/routes.ts'

/** What is kept of respondents, for how long, and how they have it erased. */
export function privacyRoutes(services: Services): Router {
  const router = Router()
  router.use(eraseOwnRoutes(services))
  router.use(eraseDeskRoutes(services))
  router.use(dueRoutes())
  router.use(subjectRoutes())
  return router
}
