import { may } from '../../accounts/roles.ts'
import { listAccounts } from '../../accounts/store.ts'

/** Those who may code, by name. */
export async function coderAccounts(): Promise<{ id: string; name: string; email: string }[]> {
  return (await listAccounts())
    .filter(account => may(account, 'code'))
    .map(({ _id, name, email }) => ({ id: _id, name, email }))
}

/** The same as choices of a form; two of one name are told apart by their addresses. */
export async function coderChoices(chosen: string[] = []) {
  const coders = await coderAccounts()
  return coders.map(({ id, name, email }) => ({
    value: id,
    label: coders.filter(other => other.name === name).length > 1 ? `${name} (${email})` : name,
    chosen: chosen.includes(id),
  }))
}
