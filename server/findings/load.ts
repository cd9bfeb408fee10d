import type { Request } from 'express'
import { consultationOf } from '../consultations/load.ts'
import { NotFound } from '../errors.ts'
import { type ChosenQuote, findQuote } from './quotes/store.ts'
import { type Finding, findFinding } from './store.ts'

/** The finding that a request's address names. @throws NotFound when this consultation has no such one. */
export async function findingOf(req: Request): Promise<Finding> {
  const { _id } = await consultationOf(req)
  const found = await findFinding(_id, String(req.params.finding))
  if (!found) throw new NotFound('There is no such finding here.')
  return found
}

/** The quote that a request's address names. @throws NotFound when its finding has no such one. */
export async function quoteOf(req: Request): Promise<ChosenQuote> {
  const { _id, consultation } = await findingOf(req)
  const found = await findQuote(consultation, _id, String(req.params.quote))
  if (!found) throw new NotFound('There is no such quote in this finding.')
  return found
}
