import { z } from 'zod'
import type { Problem } from '../../../analysis/index.ts'
import { line, prose } from '../../http/fields.ts'
import { zoneName } from '../../http/helpers/momentIn.ts'
import type { Checked } from '../../http/validate.ts'
import { isSlug, longestSlug } from './slug.ts'
import { momentShown, zones } from './zonedTime.ts'

const filled = (what: string) => z.string().min(1, `Enter ${what}`)
const neededLine = (what: string, longest: number) => line(what, longest).pipe(filled(what))
const paragraphs = (what: string) =>
  prose(what, 10_000)
    .pipe(filled(what))
    .transform(words => words.split(/\n\s*\n/))

const words = {
  title: neededLine('the title', 120),
  asker: neededLine('who asks', 120),
  why: paragraphs('why you are asking'),
  howUsed: paragraphs('how the words will be used'),
  contact: neededLine('how people can reach you', 300),
}

/** What the first page of a consultation says; `seen` is how often its settings had been changed then. */
export const settingsForm = z.object({
  ...words,
  seen: z.coerce.number({ error: 'Reload the page and try again' }),
})

export const newForm = z.object({
  ...words,
  slug: z
    .string()
    .default('')
    .transform(entered => entered.trim().toLowerCase())
    .refine(
      entered => entered === '' || isSlug(entered),
      `Write the address in letters a to z, figures and single hyphens, with at most ${longestSlug} characters, or leave it empty; some words, such as “new”, are taken`,
    ),
})

/** When a consultation is open. */
export type Hours = { opensAt: Date; closesAt: Date; zone: string }

/** Reads the hours in a form, and tells all that is wrong with them. */
export function hoursIn(form: Record<string, unknown>): Checked<Hours> {
  const zone = zoneIn(form.zone)
  if (!zone) return { ok: false, problems: [{ place: 'zone', message: 'Choose a time zone from the list' }] }
  const opens = enteredMoment(form, 'opensAt', zone, 'it opens')
  const closes = enteredMoment(form, 'closesAt', zone, 'it closes')
  const problems: Problem[] = [opens, closes].flatMap(read => ('problem' in read ? [read.problem] : []))
  if ('problem' in opens || 'problem' in closes) return { ok: false, problems }
  if (closes.moment <= opens.moment)
    return { ok: false, problems: [{ place: 'closesAt', message: 'It must close after it opens' }] }
  return { ok: true, value: { opensAt: opens.moment, closesAt: closes.moment, zone } }
}

/** A zone that there is, by its name; undefined where a form names none. */
export function zoneIn(value: unknown): string | undefined {
  return zones.find(zone => zone === value)
}

/** Reads one date with its time from a form. @param what it is the time of, as the message names it */
export function enteredMoment(
  form: Record<string, unknown>,
  field: string,
  zone: string,
  what: string,
): { moment: Date } | { problem: Problem } {
  const shown = String(form[field] ?? '')
    .trim()
    .slice(0, 16)
    .replace(' ', 'T')
  const problem = (message: string) => ({ problem: { place: field, message } })
  if (shown === '') return problem(`Enter the date and the time at which ${what}`)
  const moment = momentShown(zone, shown)
  if (moment) return { moment }
  const inUtc = momentShown('UTC', shown)
  if (inUtc)
    return problem(
      `The clocks of ${zoneName(zone, inUtc)} leave that time out, as they go forward in that night: choose another for when ${what}`,
    )
  return problem(`Enter the date and the time at which ${what} in full, such as 2027-03-01T09:30`)
}
