import { type Action, forConsultations, may } from '../roles.ts'
import { type Account, listAccounts } from '../store.ts'
import { peopleIn, rolesAmong } from './store.ts'

/** An account with what it may do in one consultation: what it may everywhere, and what it was given there. */
export async function accountIn(account: Account, consultation: string): Promise<Account> {
  const here = rolesAmong(await peopleIn(consultation), account._id)
  return { ...account, roles: forConsultations([...account.roles, ...here]) }
}

/** Those who may do this in a consultation, by name, with what they may do there. */
export async function thoseWhoMay(consultation: string, action: Action): Promise<Account[]> {
  const [accounts, people] = await Promise.all([listAccounts(), peopleIn(consultation)])
  return accounts
    .filter(({ ended }) => !ended)
    .map(account => ({
      ...account,
      roles: forConsultations([...account.roles, ...rolesAmong(people, account._id)]),
    }))
    .filter(account => may(account, action))
}
