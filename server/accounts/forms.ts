import { z } from 'zod'
import { roles } from './roles.ts'

const email = z
  .string({ error: 'Enter an email address' })
  .trim()
  .toLowerCase()
  .pipe(z.email('Enter an email address in the form name@example.org'))
  .refine(address => address.length <= 254, 'Enter an email address of at most 254 characters')

const newPassword = z
  .string({ error: 'Enter a password' })
  .min(12, 'The password must be at least 12 characters; several words are good')
  .max(200, 'The password must be at most 200 characters')

const name = z
  .string({ error: 'Enter a name' })
  .trim()
  .min(1, 'Enter a name')
  .max(100, 'The name must be at most 100 characters')

export const signInForm = z.object({
  email: z.string({ error: 'Enter your email address' }).trim().min(1, 'Enter your email address').max(254),
  password: z.string({ error: 'Enter your password' }).min(1, 'Enter your password').max(200),
})

export const ownerForm = z.object({ name, email, password: newPassword })

export const accountForm = z.object({
  name,
  email,
  password: newPassword,
  role: z.enum(roles, { error: 'Choose what this person may do' }),
})
