import { thoseWhoMay } from '../../accounts/people/inConsultation.ts'
import { listAccounts } from '../../accounts/store.ts'
import { countByCoder } from './assignmentStore.ts'

type Coder = { id: string; name: string; email: string }

/** Those who may code in a consultation, by name. */
export async function coderAccounts(consultation: string): Promise<Coder[]> {
  const coders = await thoseWhoMay(consultation, 'code')
  return coders.map(({ _id, name, email }) => ({ id: _id, name, email }))
}

/** Those who have responses of a consultation left, by name, whether they may still code there or not. */
export async function holderChoices(consultation: string, chosen: string[]) {
  const [accounts, counts] = await Promise.all([listAccounts(), countByCoder(consultation, [])])
  const holders = accounts.filter(({ _id }) => (counts.get(_id)?.left ?? 0) > 0)
  return choicesOf(
    holders.map(({ _id, name, email }) => ({ id: _id, name, email })),
    chosen,
  )
}

/** The same as choices of a form; two of one name are told apart by their addresses. */
export async function coderChoices(consultation: string, chosen: string[] = []) {
  return choicesOf(await coderAccounts(consultation), chosen)
}

function choicesOf(coders: Coder[], chosen: string[]) {
  return coders.map(({ id, name, email }) => ({
    value: id,
    label: coders.filter(other => other.name === name).length > 1 ? `${name} (${email})` : name,
    chosen: chosen.includes(id),
  }))
}
