import { z } from 'zod'
import { emailAddress, personName } from '../../accounts/fields.ts'
import { consultationRoles, forConsultations } from '../../accounts/roles.ts'

/** Boxes that were ticked: one comes as words, several as a list, none not at all. */
const ticked = z
  .union([z.string().transform(one => [one]), z.array(z.string())])
  .default([])
  .pipe(z.array(z.enum(consultationRoles, { error: 'Choose roles from the list' })))
  .transform(forConsultations)
const someRoles = ticked.refine(chosen => chosen.length > 0, 'Tick what they may do here')

export const inviteForm = z.object({ name: personName, email: emailAddress, roles: someRoles })
export const rolesForm = z.object({ roles: someRoles })
