import type { AuditEvent } from '../accounts/auditStore.ts'
import { type Role, roleNames, roles } from '../accounts/roles.ts'
import type { Account } from '../accounts/store.ts'
import type { Config } from '../config.ts'
import type { Entry } from '../http/entry.ts'
import type { Invite } from './linkStore.ts'

/** The accounts page: who there is, who was asked to join, what was done lately, and the form as it was entered. */
export function accountsPage(
  accounts: Account[],
  invites: Invite[],
  events: AuditEvent[],
  entry: Entry | undefined,
) {
  const names = new Map(accounts.map(account => [account._id, account.name]))
  return {
    accounts: accounts.map(({ _id, name, email, roles, createdAt, secondFactor, ended }) => ({
      ...{ _id, name, email, createdAt, isEnded: ended !== undefined },
      roles: rolesInWords(ended?.roles ?? roles),
      secondFactor: secondFactor !== undefined,
    })),
    invites: invites.map(({ _id, name, email, roles, into, by, expiresAt }) => ({
      ...{ _id, name, email, expiresAt },
      roles: into ? `${into.roles.join(', ')} of ${into.title}` : rolesInWords(roles),
      by: names.get(by) ?? 'someone whose account is gone',
    })),
    events: events.map(({ at, account, what, on }) => ({
      at,
      who: names.get(account) ?? 'someone whose account is gone',
      what,
      on: names.get(on) ?? on,
    })),
    roles: roleChoices(ticked(entry) ?? []),
    values: entry?.values,
    problems: entry?.problems,
  }
}

/** One account, and what an administrator can do about it. */
export function accountPage(
  account: Account,
  provider: Config['provider'],
  isOwn: boolean,
  entry: Entry | undefined,
) {
  const { _id, name, email, createdAt, secondFactor, link, ended } = account
  return {
    ...{ id: _id, name, email, createdAt, isOwn },
    ended: ended?.at,
    factor: secondFactor?.since,
    link: provider && link?.issuer === provider.issuer && { name: provider.name, since: link.since },
    roles: roleChoices(ticked(entry) ?? ended?.roles ?? account.roles),
    problems: entry?.problems,
  }
}

/** What somebody may do everywhere, in a few words. */
function rolesInWords(held: readonly Role[]): string {
  return held.join(', ') || 'in single consultations only'
}

function ticked(entry: Entry | undefined): unknown[] | undefined {
  return entry && [entry.values.roles ?? []].flat()
}

function roleChoices(chosen: readonly unknown[]): { value: Role; label: string; chosen: boolean }[] {
  return roles.map(role => ({ value: role, label: roleNames[role], chosen: chosen.includes(role) }))
}
