import type { Request } from 'express'
import { consultationOf } from '../consultations/load.ts'
import { NotFound } from '../errors.ts'
import { findReport, type Report } from './store.ts'

/** The report that a request's address names. @throws NotFound when this consultation has no such one. */
export async function reportOf(req: Request): Promise<Report> {
  const { _id } = await consultationOf(req)
  const found = await findReport(_id, String(req.params.report))
  if (!found) throw new NotFound('There is no such report here.')
  return found
}
