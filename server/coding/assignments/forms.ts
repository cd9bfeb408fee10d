import { z } from 'zod'
import { ticked } from '../../http/fields.ts'

const size = z
  .string()
  .trim()
  .default('')
  .refine(size => size === '' || /^[1-9]\d{0,5}$/.test(size), 'Enter a whole number, such as 50')
  .transform(Number)

/** Which responses: all, so many by lot, or those that are named; the first two narrowed by a question and an attribute. */
export const choiceFields = {
  how: z.enum(['all', 'random', 'chosen'], { error: 'Choose which responses' }),
  size,
  question: z.string().max(100, 'Choose a question of the list').default(''),
  attribute: z.string().max(500, 'Choose an attribute of the list').default(''),
  references: z.string().max(200_000, 'Name fewer responses at once').default(''),
}

export type Choice = { [name in keyof typeof choiceFields]: z.infer<(typeof choiceFields)[name]> }

/** What is missing in a choice of responses. */
export function missingIn({ how, size, references }: Choice): { place: string; message: string }[] {
  if (how === 'random' && size === 0)
    return [{ place: 'size', message: 'Enter how many responses, such as 50' }]
  if (how === 'chosen' && references.trim() === '')
    return [{ place: 'references', message: 'Enter the reference of one response at least' }]
  return []
}

const coders = ticked.refine(ids => ids.length > 0, 'Tick who is to have them')

export const assignForm = z.object({ ...choiceFields, coders })

export const reassignForm = z.object({
  from: z.string({ error: 'Choose whose they are now' }).min(1, 'Choose whose they are now').max(100),
  howMany: size,
  to: coders,
})

export const doneForm = z.object({
  do: z.enum(['done', 'again']).catch('done'),
  texts: z.string().max(20_000).catch(''),
})
