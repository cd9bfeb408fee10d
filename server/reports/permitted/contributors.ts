import { findIdentities } from '../../responses/identityStore.ts'
import { listedResponses } from '../../responses/permissions/permittedStore.ts'
import { currentConsent } from '../../responses/response.ts'

/**
 * The names of those who agree now to be named among those who answered: of persons, of organisations for which somebody
 * answered, and of those on whose behalf a joint answer is; in the order of the alphabet, each once. It is read for each
 * export anew: whoever withdraws, or has their identity removed, is not in it.
 */
export async function contributorsTo(consultation: string): Promise<string[]> {
  const responses = (await listedResponses(consultation)).filter(each => currentConsent(each).listed === true)
  const identities = await findIdentities(responses.flatMap(({ identity }) => identity ?? []))
  const byId = new Map(identities.map(identity => [identity._id, identity]))
  const names = responses.flatMap(({ capacity, identity }) => {
    const who = byId.get(identity ?? '')
    if (!who) return []
    if (capacity === 'joint' || capacity === 'notes') return who.behalf ?? ''
    return capacity === 'organisation' ? who.organisation : who.name
  })
  return [...new Set(names.filter(name => name !== ''))].sort((a, b) => a.localeCompare(b, 'en-GB'))
}
