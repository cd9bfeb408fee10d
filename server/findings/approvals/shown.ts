import { currentConsent } from '../../responses/response.ts'
import { findResponses } from '../../responses/store.ts'
import type { Approval } from './approval.ts'

/** Approvals as they may be shown now: a sentence is empty once somebody whom it quotes lets their words be printed no more. */
export async function asShown(approvals: Approval[]): Promise<Approval[]> {
  const responses = await findResponses([...new Set(approvals.flatMap(({ quoted }) => quoted))])
  const allowing = new Set(
    responses
      .filter(response => response.state === 'submitted' && currentConsent(response).choice !== 'none')
      .map(response => response._id),
  )
  return approvals.map(approval =>
    approval.quoted.every(each => allowing.has(each)) ? approval : { ...approval, sentence: '' },
  )
}
