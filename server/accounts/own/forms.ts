import { z } from 'zod'
import { currentPassword as current, newPassword, personName } from '../fields.ts'
import { codeForm } from '../forms.ts'

export const nameForm = z.object({ name: personName })
export const passwordForm = z.object({ current, password: newPassword })
export const confirmForm = z.object({ current })
export const setUpForm = codeForm.extend({ current })
