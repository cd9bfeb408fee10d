import type { Router } from 'express'
import type { Services } from '../services.ts'
import { answeringRoutes } from './answering/routes.ts'

/** Every address of a respondent: answering, and the receipt. */
export function responseRoutes(services: Services): Router {
  return answeringRoutes(services)
}
