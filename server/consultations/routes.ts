import { Router } from 'express'
import type { Services } from '../services.ts'

export function consultationRoutes(_services: Services): Router {
  return Router()
}
