import { may } from '../../accounts/roles.ts'
import type { Account } from '../../accounts/store.ts'
import type { Response } from '../response.ts'

/** Whether somebody may see who wrote an answer, and so correct it: they entered it, or see contacts anyway. */
export function mayOpen({ brought }: Pick<Response, 'brought'>, account: Account): boolean {
  return may(account, 'import') && (brought?.by === account._id || may(account, 'seeContacts'))
}
