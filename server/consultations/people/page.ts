import { sameRoles } from '../../accounts/people/give.ts'
import { findPeople, type People, rolesAmong } from '../../accounts/people/store.ts'
import {
  type ConsultationRole,
  consultationRoles,
  forConsultations,
  roleNames,
} from '../../accounts/roles.ts'
import { type Account, listAccounts } from '../../accounts/store.ts'
import { invitesInto } from '../../colleagues/linkStore.ts'
import type { Entry } from '../../http/entry.ts'

/** Who works on a consultation, who was asked to, and every change of it, the newest first. */
export async function peoplePage(consultation: string, entry: Entry | undefined, now: Date) {
  const [all, here, invites] = await Promise.all([
    listAccounts(),
    findPeople(consultation),
    invitesInto(consultation, now),
  ])
  const names = new Map(all.map(({ _id, name }) => [_id, name]))
  const nameOf = (id: string) => names.get(id) ?? 'someone whose account is gone'
  const line = ({ _id, name, email, ended }: Account, held: ConsultationRole[]) => ({
    ...{ id: _id, name, email, isEnded: ended !== undefined, roles: inWords(held) },
  })
  return {
    people: all.flatMap(account => {
      const held = rolesAmong(here.people, account._id)
      return held.length > 0 ? [line(account, held)] : []
    }),
    everywhere: all.flatMap(account => {
      const held = forConsultations(account.roles)
      return held.length > 0 ? [line(account, held)] : []
    }),
    invites: invites.map(({ _id, name, email, into, by, expiresAt }) => ({
      ...{ id: _id, name, email, expiresAt, roles: inWords(into?.roles ?? []), by: nameOf(by) },
    })),
    changes: here.changes.toReversed().map((change, at, newestFirst) => ({
      ...{ id: change.id, at: change.at, by: nameOf(change.by), who: nameOf(change.account) },
      from: inWords(change.from),
      to: inWords(change.to),
      isOver: change.to.length === 0,
      mayUndo:
        newestFirst.findIndex(({ account }) => account === change.account) === at &&
        sameRoles(rolesAmong(here.people, change.account), change.to),
    })),
    roles: roleChoices([entry?.values.roles ?? []].flat()),
    values: entry?.values,
    problems: entry?.problems,
  }
}

/** One person's roles in a consultation, to be changed. */
export function personPage(account: Account, here: People, entry: Entry | undefined) {
  const held = rolesAmong(here.people, account._id)
  return {
    person: { id: account._id, name: account.name, email: account.email },
    isHere: held.length > 0,
    everywhere: inWords(forConsultations(account.roles)),
    roles: roleChoices(entry ? [entry.values.roles ?? []].flat() : held),
    problems: entry?.problems,
  }
}

export function inWords(roles: readonly ConsultationRole[]): string {
  return new Intl.ListFormat('en-GB').format(roles)
}

function roleChoices(chosen: readonly unknown[]) {
  return consultationRoles.map(role => ({
    ...{ value: role, label: roleNames[role], chosen: chosen.includes(role) },
  }))
}
