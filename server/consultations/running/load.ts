import type { Request } from 'express'
import { NotFound } from '../../errors.ts'
import { consultationOf } from '../load.ts'
import type { Consultation } from '../store.ts'

/** The consultation of a request that is run here. @throws NotFound where there is none, or it was imported */
export async function runConsultationOf(req: Request): Promise<Consultation> {
  const found = await consultationOf(req)
  if (found.kind === 'imported')
    throw new NotFound(
      'The answers of this consultation were gathered elsewhere and imported. It is not run here.',
    )
  return found
}
