import type { Request } from 'express'
import type { Problem } from '../../analysis/index.ts'
import { mayBegin, placesWhere, signedIn } from '../accounts/allow.ts'
import { isAmong } from '../accounts/people/places.ts'
import { type Consultation, findConsultation } from '../consultations/store.ts'
import { whyNotEntered } from '../responses/byStaff/entering.ts'
import type { Import } from './store.ts'

/**
 * Whether somebody may look at an import and go on with it: who may import into its consultation; and, while it has none
 * yet, only who brought it.
 */
export async function maySeeImport(req: Request, record: Import): Promise<boolean> {
  const { state, into, account, consultation } = record
  if (state === 'preview' && into === undefined) return account === signedIn(req)._id && mayBegin(req)
  return isAmong(await placesWhere(req, 'import'), consultation)
}

const chooseOne = 'Choose the consultation whose questions they answer'

/** What is wrong with an upload, where it can be mended: who makes no consultations is asked for no title. */
export function uploadProblems(req: Request, problems: Problem[]): Problem[] {
  return problems.map(problem =>
    problem.place === 'title' && !mayBegin(req) ? { place: 'into', message: chooseOne } : problem,
  )
}

/**
 * The consultation that answers are to go into; undefined where they are to make one of their own. One that somebody may
 * not import into is as one that is gone.
 */
export async function intoChosen(
  req: Request,
  into: string,
): Promise<{ ok: true; into: Consultation | undefined } | { ok: false; message: string }> {
  if (into === '') return mayBegin(req) ? { ok: true, into: undefined } : { ok: false, message: chooseOne }
  const found = isAmong(await placesWhere(req, 'import'), into) ? await findConsultation(into) : null
  const whyNot = found ? whyNotEntered(found, new Date()) : 'It is not there any more.'
  return found && whyNot === undefined
    ? { ok: true, into: found }
    : { ok: false, message: `Nothing can be imported into this consultation. ${whyNot}` }
}
