import { may, type Role } from '../../accounts/roles.ts'
import { codebookAt } from '../store.ts'
import { findShare, type Share } from './shareStore.ts'

/** Who owns a codebook, and to whom it is offered. */
export type Ownership = Pick<Share, 'owner' | 'to' | 'changes'>

/** As it was said last; else whoever made its first version owns it, and nobody where Soundings did. */
export async function ownershipOf(consultation: string): Promise<Ownership> {
  const share = await findShare(consultation)
  if (share) return share
  const first = await codebookAt(consultation, 1)
  return { owner: first?.by ?? '', to: [], changes: 0 }
}

/** Whether somebody may offer a codebook and hand it on: who owns it, an owner of the consultation, or anybody who edits one that nobody owns. */
export function mayOffer(account: { _id: string; roles: readonly Role[] }, { owner }: Ownership): boolean {
  if (may(account, 'manageConsultations')) return true
  return may(account, 'editCodebook') && (owner === '' || owner === account._id)
}
