import { record } from '../accounts/auditStore.ts'
import { addRoles } from '../accounts/people/give.ts'
import { type Account, addAccount } from '../accounts/store.ts'
import { newId } from '../database/ids.ts'
import { type Invite, removeInvite } from './linkStore.ts'

/**
 * Makes the account of somebody who was asked to join, and uses the invitation up: last of all, so that one who is cut
 * short still has it.
 * @param entered their name, and by what they sign in
 * @returns undefined where its address has an account
 */
export async function join(
  invite: Invite,
  entered: Pick<Account, 'name' | 'passwordHash' | 'link'>,
): Promise<Account | undefined> {
  const { _id, email, roles } = invite
  const account = { _id: newId(), email, roles, ...entered, createdAt: new Date() }
  if (!(await addAccount(account))) return undefined
  await takeUp(invite, account._id)
  await removeInvite(_id)
  await record(account._id, 'made their account', account._id)
  return account
}

/** Has somebody have what they were asked into a consultation for, given by whoever asked them. */
export async function takeUp({ into, by }: Invite, account: string): Promise<void> {
  if (!into) return
  await addRoles(into.consultation, { account, roles: into.roles, by, at: new Date() })
  await record(account, `took up what they were asked for: ${into.roles.join(' and ')}`, into.consultation)
}
