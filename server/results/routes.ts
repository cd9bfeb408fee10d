import { Router } from 'express'
import { closedRoutes } from './closed/routes.ts'
import { liveRoutes } from './live/routes.ts'
import { pictureRoutes } from './pictures/routes.ts'
import { rawRoutes } from './raw/routes.ts'

/** The desk's pages of what was answered, and of how answering goes. */
export function resultRoutes(): Router {
  const router = Router()
  router.use(closedRoutes())
  router.use(rawRoutes())
  router.use(liveRoutes())
  router.use(pictureRoutes())
  return router
}
