import { z } from 'zod'
import { emailAddress, newPassword, personName, tickedOf } from '../accounts/fields.ts'
import { roles } from '../accounts/roles.ts'

export const inviteForm = z.object({ name: personName, email: emailAddress, roles: tickedOf(roles) })
export const rolesForm = z.object({ roles: tickedOf(roles) })
export const joinForm = z.object({ name: personName, password: newPassword })
export const forgottenForm = z.object({ email: emailAddress })
export const newPasswordForm = z.object({ password: newPassword })
