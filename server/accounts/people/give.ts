import { Conflict } from '../../errors.ts'
import type { ConsultationRole } from '../roles.ts'
import { listAccounts } from '../store.ts'
import { findPeople, type People, type PeopleChange, rolesAmong, writeChange } from './store.ts'

/** What is asked for of somebody's roles in a consultation. No roles: they are to have none there. */
export type Giving = { account: string; roles: ConsultationRole[]; by: string; at: Date }

/**
 * Gives somebody these roles in a consultation, in place of those that they have there.
 *
 * @returns what was changed; undefined where they have just these
 * @throws Conflict where it would leave the consultation without an owner, or many change it at once
 */
export async function giveRoles(
  consultation: string,
  { account, roles, by, at }: Giving,
): Promise<Pick<PeopleChange, 'from' | 'to'> | undefined> {
  for (let tries = 0; tries < 20; tries++) {
    const seen = await findPeople(consultation)
    const from = rolesAmong(seen.people, account)
    if (sameRoles(from, roles)) return undefined
    if (from.includes('owner') && !roles.includes('owner')) await keepAnOwner(seen, account)
    if (await writeChange(seen, { account, to: roles, by, at })) return { from, to: roles }
  }
  throw new Conflict('Somebody else changes who works here just now. Try again in a moment.')
}

/** Gives somebody roles beside those that they have. */
export async function addRoles(consultation: string, giving: Giving): Promise<void> {
  const { people } = await findPeople(consultation)
  await giveRoles(consultation, {
    ...giving,
    roles: [...new Set([...rolesAmong(people, giving.account), ...giving.roles])],
  })
}

/**
 * Takes a change of somebody's roles back: they have again what they had before it.
 *
 * @throws Conflict where their roles were changed again since
 */
export async function undoGiving(
  consultation: string,
  change: PeopleChange,
  by: string,
  at: Date,
): Promise<void> {
  const { people } = await findPeople(consultation)
  if (!sameRoles(rolesAmong(people, change.account), change.to))
    throw new Conflict('Their roles were changed again since. Look at what they are now, and change these.')
  await giveRoles(consultation, { account: change.account, roles: change.from, by, at })
}

/** Whether two lists hold the same roles. */
export function sameRoles(some: readonly ConsultationRole[], others: readonly ConsultationRole[]): boolean {
  return some.length === others.length && some.every(role => others.includes(role))
}

/** @throws Conflict where nobody but this account owns a consultation, here or everywhere */
async function keepAnOwner({ people }: People, account: string): Promise<void> {
  const stays = (await listAccounts()).some(
    ({ _id, ended, roles }) =>
      !ended && (roles.includes('owner') || (_id !== account && rolesAmong(people, _id).includes('owner'))),
  )
  if (!stays)
    throw new Conflict(
      'This is its only owner. Make somebody else an owner first, so that somebody can say who works on it.',
    )
}
