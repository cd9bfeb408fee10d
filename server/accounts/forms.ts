import { z } from 'zod'
import { emailAddress, newPassword, personName } from './fields.ts'

export const signInForm = z.object({
  email: z
    .string({ error: 'Enter your email address' })
    .trim()
    .toLowerCase()
    .min(1, 'Enter your email address')
    .max(254, 'Enter your email address'),
  password: z
    .string({ error: 'Enter your password' })
    .min(1, 'Enter your password')
    .max(200, 'A password has at most 200 characters'),
})

export const codeForm = z.object({
  code: z.string({ error: 'Enter a code' }).trim().min(1, 'Enter a code').max(40, 'Enter one code'),
})

export const ownerForm = z.object({ name: personName, email: emailAddress, password: newPassword })
