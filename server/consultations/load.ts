import type { Request } from 'express'
import { noConsultation } from '../accounts/allow.ts'
import { keepTo } from '../http/languages/current.ts'
import { offeredIn } from './languages/languages.ts'
import { spokenConsultation } from './languages/spoken.ts'
import { type Consultation, findConsultation, isPublic, questionnaireOf } from './store.ts'

/** The consultation that a request's address names. @throws NotFound when there is none. */
export async function consultationOf(req: Request): Promise<Consultation> {
  const found = await findConsultation(String(req.params.consultation))
  if (!found) throw noConsultation()
  return found
}

/**
 * The same for the public, in the language of now, which is one of those that it is asked in from here on: one that was
 * never published, or that was imported, is not there. @throws NotFound
 */
export async function publicConsultationOf(req: Request): Promise<Consultation> {
  const found = await consultationOf(req)
  if (!isPublic(found)) throw noConsultation()
  return inItsLanguages(found)
}

/** A consultation in the language of now, which is one of those that it is asked in from here on. */
export async function inItsLanguages(consultation: Consultation, remembered?: string): Promise<Consultation> {
  await keepToItsLanguages(consultation, remembered)
  return spokenConsultation(consultation)
}

/** Has what is said from here on be in one of the languages that a consultation is asked in: see `keepTo`. */
export async function keepToItsLanguages(consultation: Consultation, remembered?: string): Promise<void> {
  const { _id, version } = consultation
  keepTo(offeredIn(consultation, await questionnaireOf(_id, version)), remembered)
}
