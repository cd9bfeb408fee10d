import { addInvitations } from '../../server/consultations/invitations/invitationStore.ts'
import { askToInvite, stopMailing } from '../../server/consultations/invitations/mailingStore.ts'
import { newInvitation, tokenOf } from '../../server/consultations/invitations/token.ts'
import { type Agent, tokenOf as formToken, type Site } from '../site.ts'

/** Brings a list of people as its page does, by a file or pasted; the answer is the address of its page. */
export async function bringList(agent: Agent, consultation: string, list: string | Buffer): Promise<string> {
  const path = `/desk/${consultation}/invitations`
  const token = await formToken(agent, path)
  const request = agent.post(`${path}/lists`).field('_csrf', token)
  const sent = await (typeof list === 'string'
    ? request.field('list', list)
    : request.attach('table', list, 'people.csv'))
  return sent.headers.location ?? ''
}

/** Has people on the list as if their invitations had been mailed; the answer is the path of each one's personal link. */
export async function invited<Name extends string>(
  site: Site,
  consultation: string,
  ...names: Name[]
): Promise<Record<Name, string>> {
  const { sessionSecret } = site.config
  const invitations = names.map(name => ({
    ...newInvitation(consultation, { name, email: `${name}@example.org` }, sessionSecret),
    told: 1,
  }))
  await addInvitations(invitations)
  await askToInvite(consultation)
  await stopMailing(consultation)
  const links = invitations.map(each => [each.name, `/invited/${tokenOf(each, sessionSecret)}`])
  return Object.fromEntries(links)
}
