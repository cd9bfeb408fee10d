import { z } from 'zod'
import { newPassword, personName } from '../fields.ts'
import { codeForm } from '../forms.ts'

/** The password that one signs in with, asked again before what keeps others out is changed. */
const current = z
  .string({ error: 'Enter the password that you sign in with' })
  .min(1, 'Enter the password that you sign in with')
  .max(200, 'A password has at most 200 characters')

export const nameForm = z.object({ name: personName })
export const passwordForm = z.object({ current, password: newPassword })
export const confirmForm = z.object({ current })
export const setUpForm = codeForm.extend({ current })
