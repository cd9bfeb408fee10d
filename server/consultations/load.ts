import type { Request } from 'express'
import { NotFound } from '../errors.ts'
import { type Consultation, findConsultation } from './store.ts'

/** The consultation that a request's address names. @throws NotFound when there is none. */
export async function consultationOf(req: Request): Promise<Consultation> {
  const found = await findConsultation(String(req.params.consultation))
  if (!found) throw new NotFound('There is no consultation at this address.')
  return found
}

/** The same for the public: one that was never published, or that was imported, is not there. @throws NotFound */
export async function publicConsultationOf(req: Request): Promise<Consultation> {
  const found = await consultationOf(req)
  if (found.kind === 'imported' || found.version === 0)
    throw new NotFound('There is no consultation at this address.')
  return found
}
