import { findIdentities } from '../../responses/identityStore.ts'
import { listedResponses } from '../../responses/permissions/permittedStore.ts'
import { currentConsent } from '../../responses/response.ts'

/** One who agreed to be named among those who answered: a person, an organisation, or those for whom a joint answer is. */
export type Contributor = { name: string; organisation: string }

/**
 * Those who agree now to be named among those who answered, in the order of the alphabet, each once. It is read for each
 * export anew: whoever withdraws, or has their identity removed, is not in it.
 */
export async function contributorsTo(consultation: string): Promise<Contributor[]> {
  const responses = (await listedResponses(consultation)).filter(each => currentConsent(each).listed === true)
  const identities = await findIdentities(responses.flatMap(({ identity }) => identity ?? []))
  const byId = new Map(identities.map(identity => [identity._id, identity]))
  const found = new Map<string, Contributor>()
  for (const { capacity, identity } of responses) {
    const who = byId.get(identity ?? '')
    if (!who) continue
    const { name, organisation, behalf = '' } = who
    const listed =
      capacity === 'joint' || capacity === 'notes'
        ? { name: behalf, organisation: '' }
        : capacity === 'organisation'
          ? { name: organisation, organisation: '' }
          : { name, organisation }
    if (listed.name) found.set(JSON.stringify(listed), listed)
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
}
