import { addRoles } from '../../../server/accounts/people/give.ts'
import type { ConsultationRole } from '../../../server/accounts/roles.ts'
import { addInvite } from '../../../server/colleagues/linkStore.ts'
import { newToken } from '../../../server/database/ids.ts'
import type { Scene } from './scene.ts'
import { desk, type Opening, press, type View, visit } from './view.ts'

const route = '/desk/:consultation/people'
const roles: ConsultationRole[] = ['author', 'reviewer']

/** Somebody who works on the demo’s consultation alone. */
async function somebody({ site, demo }: Scene): Promise<string> {
  const { id } = await site.addPerson()
  await addRoles(demo, { account: id, roles, by: id, at: new Date() })
  return id
}

/** The link of a mail that asks the owner of an address into the demo’s consultation. */
async function invited({ demo }: Scene, email: string): Promise<string> {
  const token = newToken()
  const into = { consultation: demo, title: 'A consultation', roles }
  await addInvite(token, { email, name: 'Ffion Price', roles: [], into, by: 'nobody' }, new Date())
  return `/desk/join/${token}`
}

const people: Opening = async scene => {
  await somebody(scene)
  await invited(scene, 'ffion@example.org')
  return desk('people')(scene)
}
const person: Opening = async scene => desk(`people/${await somebody(scene)}`)(scene)
const accept = visit(async scene => invited(scene, (await scene.site.addPerson()).email))

/** Who works on a consultation. */
export const peopleViews: View[] = [
  { route, state: 'filled', open: people, says: 'Invited, and not here yet' },
  { route, state: 'wrong', open: press(desk('people'), 'Invite them'), says: 'There is a problem' },
  { route: `${route}/:account`, state: 'as it is', open: person, says: 'Take their roles' },
  { state: 'accepting a role', open: accept, says: 'You were asked to work on this consultation' },
]
