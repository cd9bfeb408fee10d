import { claimFreeSlug, claimSlug } from '../consultations/running/claim.ts'
import type { Import } from './store.ts'

/**
 * The consultation that an import goes into; the one that it is to make is somebody's from here on, under another
 * address where the first was taken since the import was looked at.
 */
export async function claimFor(
  { _id, consultation, into, title }: Pick<Import, '_id' | 'consultation' | 'into' | 'title'>,
  account: string,
): Promise<string> {
  if (into !== undefined || (await claimSlug(consultation, account, _id))) return consultation
  return claimFreeSlug(title, account, _id)
}
