import type { Entry } from '../http/entry.ts'
import type { AuditEvent } from './auditStore.ts'
import { roleNames, roles } from './roles.ts'
import type { Account } from './store.ts'

/** The accounts page: who there is, what was done lately, and the form as it was entered. */
export function accountsPage(accounts: Account[], events: AuditEvent[], entry: Entry | undefined) {
  const names = new Map(accounts.map(account => [account._id, account.name]))
  return {
    accounts: accounts.map(({ name, email, roles, createdAt }) => ({
      name,
      email,
      roles: roles.join(', '),
      createdAt,
    })),
    events: events.map(({ at, account, what, on }) => ({
      at,
      who: names.get(account) ?? 'someone whose account is gone',
      what,
      on: names.get(on) ?? on,
    })),
    roles: roles.map(role => ({ value: role, label: roleNames[role], chosen: entry?.values.role === role })),
    values: entry?.values,
    problems: entry?.problems,
  }
}
