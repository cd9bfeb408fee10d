import { z } from 'zod'
import { line, prose } from '../../http/fields.ts'

const facts = {
  citation: line('the citation', 300).pipe(z.string().min(1, 'Enter what it is: its author and title')),
  link: z
    .string({ error: 'Enter its address' })
    .trim()
    .max(2_000, 'Enter an address of at most 2,000 characters')
    .pipe(
      z.url({
        protocol: /^https?$/,
        hostname: /./,
        error: 'Enter a full web address that begins with https:// or http://',
      }),
    ),
  publisher: line('the publisher', 200).pipe(z.string().min(1, 'Enter who published it')),
  year: z
    .string({ error: 'Enter the year in which it was published' })
    .trim()
    .regex(/^\d{4}$/, 'Enter the year in four figures, such as 2024')
    .transform(Number)
    .pipe(z.number().min(1500, 'Enter a year after 1500'))
    .refine(year => year <= new Date().getFullYear() + 1, 'Enter a year that is not in the future'),
  excerpt: prose('the excerpt', 3_000),
}

/** A piece of evidence on file. Its name is given once, since templates call it by that. */
export const evidenceForm = z.object(facts)

export const newEvidenceForm = z.object({
  ...facts,
  key: z
    .string({ error: 'Enter a short name' })
    .trim()
    .regex(
      /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
      'Enter a short name in lower-case letters, figures and hyphens, such as audit-2024',
    )
    .max(60, 'Enter a name of at most 60 characters'),
})
