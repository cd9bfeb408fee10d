import { Router } from 'express'
import type { Services } from '../services.ts'
import { anonymityRoutes } from './anonymity/routes.ts'
import { answeringRoutes } from './answering/routes.ts'
import { byMailRoutes } from './byMail/routes.ts'
import { invitedRoutes } from './invited/routes.ts'
import { othersRoutes } from './joint/othersRoutes.ts'
import { jointRoutes } from './joint/routes.ts'
import { permissionRoutes } from './permissions/routes.ts'
import { receiptRoutes } from './receipts/routes.ts'
import { revisingRoutes } from './revising/routes.ts'

/** Every address of a respondent: answering, the receipt and checking one, personal links, and what is mailed of them. */
export function responseRoutes(services: Services): Router {
  const router = Router()
  router.use(answeringRoutes(services))
  router.use(jointRoutes(services))
  router.use(othersRoutes(services))
  router.use(permissionRoutes(services))
  router.use(anonymityRoutes(services))
  router.use(byMailRoutes(services))
  router.use(receiptRoutes(services))
  router.use(revisingRoutes(services))
  router.use(invitedRoutes(services))
  return router
}
