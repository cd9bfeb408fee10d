import { z } from 'zod'
import { emailAddress, newPassword, personName } from '../accounts/fields.ts'
import { roles } from '../accounts/roles.ts'

const role = z.enum(roles, { error: 'Choose what this person may do' })

export const inviteForm = z.object({ name: personName, email: emailAddress, role })
export const roleForm = z.object({ role })
export const joinForm = z.object({ name: personName, password: newPassword })
export const forgottenForm = z.object({ email: emailAddress })
export const newPasswordForm = z.object({ password: newPassword })
