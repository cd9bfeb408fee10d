import { z } from 'zod'
import type { Entered } from './entered.ts'

/** What an owner says of the languages of a consultation; `seen` is how often its settings had been changed. */
export const languagesForm = z.object({
  do: z.enum(['add', 'remove', 'first'], { error: 'Press one of the buttons' }),
  tag: z.string({ error: 'Choose a language' }).min(1, 'Choose a language'),
  seen: z.coerce.number({ error: 'Reload the page and try again' }).int(),
})

const partForm = z.object({
  seen: z.string({ error: 'Reload the page and try again' }),
  keys: z.string({ error: 'Reload the page and try again' }),
})

/** The name of the field of a text, by its place on the form. */
export function fieldName(at: number): string {
  return `text-${at}`
}

export function rightName(at: number): string {
  return `right-${at}`
}

/** What was entered of a part; the form lists the keys of its fields, so that each is known whatever changed since. */
export function enteredIn(form: Record<string, unknown>): { entered: Entered[]; seen: string } {
  const parsed = partForm.safeParse(form)
  if (!parsed.success) return { entered: [], seen: '' }
  return {
    seen: parsed.data.seen,
    entered: keysIn(parsed.data.keys).flatMap((key, at) => {
      const text = form[fieldName(at)]
      if (typeof text !== 'string') return []
      return [{ place: fieldName(at), key, text, isRight: form[rightName(at)] === 'yes' }]
    }),
  }
}

function keysIn(json: string): string[] {
  try {
    const keys: unknown = JSON.parse(json)
    return Array.isArray(keys) ? keys.filter(key => typeof key === 'string') : []
  } catch {
    return []
  }
}
