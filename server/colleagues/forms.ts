import { z } from 'zod'
import { emailAddress, newPassword, personName } from '../accounts/fields.ts'
import { roles } from '../accounts/roles.ts'

/** Boxes that were ticked: one comes as words, several as a list, none not at all. */
const ticked = z
  .union([z.string().transform(one => [one]), z.array(z.string())])
  .default([])
  .pipe(z.array(z.enum(roles, { error: 'Choose what this person may do from the list' })))
  .transform(chosen => roles.filter(role => chosen.includes(role)))

export const inviteForm = z.object({ name: personName, email: emailAddress, roles: ticked })
export const rolesForm = z.object({ roles: ticked })
export const joinForm = z.object({ name: personName, password: newPassword })
export const forgottenForm = z.object({ email: emailAddress })
export const newPasswordForm = z.object({ password: newPassword })
