import { z } from 'zod'
import { line, prose, ticked } from '../../http/fields.ts'

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
  pages: line('the page', 40).default(''),
  accessed: z
    .string({ error: 'Enter the day on which you read it' })
    .trim()
    .refine(day => day === '' || isDay(day), 'Enter the day as year, month and day, such as 2026-03-01')
    .refine(day => day <= new Date().toISOString().slice(0, 10), 'Enter a day that is not in the future')
    .default(''),
  excerpt: prose('the excerpt', 3_000),
  supports: ticked,
  qualifies: ticked,
  contradicts: ticked,
}

function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && at.toISOString().startsWith(day)
}

type Ticks = { supports: string[]; qualifies: string[]; contradicts: string[] }

/** A finding is ticked in one list at most. */
function onceEach({ supports, qualifies, contradicts }: Ticks): boolean {
  const all = [...supports, ...qualifies, ...contradicts]
  return new Set(all).size === all.length
}

const twice = {
  path: ['supports'],
  error: 'Tick each finding in one list only: a source supports it, qualifies it or contradicts it',
}

/** A piece of evidence on file. Its name is given once, since templates call it by that. */
export const evidenceForm = z.object(facts).refine(onceEach, twice)

export const newEvidenceForm = z
  .object({
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
  .refine(onceEach, twice)
