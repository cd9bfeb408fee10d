import { z } from 'zod'
import { emailAddress, personName, tickedOf } from '../../accounts/fields.ts'
import { consultationRoles } from '../../accounts/roles.ts'

const someRoles = tickedOf(consultationRoles).refine(
  chosen => chosen.length > 0,
  'Tick what they may do here',
)

export const inviteForm = z.object({ name: personName, email: emailAddress, roles: someRoles })
export const rolesForm = z.object({ roles: someRoles })
