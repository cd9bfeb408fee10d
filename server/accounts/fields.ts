import { z } from 'zod'

export const emailAddress = z
  .string({ error: 'Enter an email address' })
  .trim()
  .toLowerCase()
  .pipe(z.email('Enter an email address in the form name@example.org'))
  .refine(address => address.length <= 254, 'Enter an email address of at most 254 characters')

export const newPassword = z
  .string({ error: 'Enter a password' })
  .min(12, 'The password must be at least 12 characters; several words are good')
  .max(200, 'The password must be at most 200 characters')

/** The password that one signs in with, asked again before what keeps others out is changed. */
export const currentPassword = z
  .string({ error: 'Enter the password that you sign in with' })
  .min(1, 'Enter the password that you sign in with')
  .max(200, 'A password has at most 200 characters')

export const personName = z
  .string({ error: 'Enter a name' })
  .trim()
  .min(1, 'Enter a name')
  .max(100, 'The name must be at most 100 characters')

/** Those of these whose boxes were ticked: one comes as words, several as a list, none not at all. */
export function tickedOf<R extends string>(
  offered: readonly R[],
  wrong = 'Choose what this person may do from the list',
) {
  return z
    .union([z.string().transform(one => [one]), z.array(z.string())])
    .default([])
    .pipe(z.array(z.enum(offered, { error: wrong })))
    .transform(chosen => offered.filter(role => (chosen as readonly string[]).includes(role)))
}
