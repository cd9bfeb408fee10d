import { z } from 'zod'
import { stances } from '../../analysis/application.ts'
import type { Span } from '../../analysis/index.ts'
import { languageChoices } from '../responses/languages.ts'
import { sureties } from './queue/facets.ts'
import { adjustments } from './span.ts'

const stance = z.enum(stances, { error: 'Choose a stance: supports, opposes, mixed or mentions' })

/** What each button of a suggestion, or of a coding, does. */
export const deeds = [
  'accept-supports',
  'accept-opposes',
  'accept-mixed',
  'accept-mentions',
  'reject',
  'theme',
  'words',
  'remove',
  ...adjustments,
] as const
export type Deed = (typeof deeds)[number]

/** A decision on one suggestion or coding. `stance`, `newTheme` and `words` matter to the deeds that change these. */
export const decisionForm = z.object({
  do: z.enum(deeds, { error: 'Choose what to do with the passage' }),
  stance: stance.default('mentions'),
  newTheme: z.string().max(100, 'Choose a theme of the list').default(''),
  words: z.string().max(20_000, 'Enter at most 20,000 characters').default(''),
})
export type DecisionForm = z.infer<typeof decisionForm>

const offset = z.union([z.literal('').transform(() => undefined), z.coerce.number()]).optional()

/** A passage that was chosen: what was selected, else a sentence, as `text:start:end`. */
export const chosenForm = z.object({
  text: z.string().max(100).default(''),
  start: offset,
  end: offset,
  sentence: z.string().max(200).default(''),
  stance,
})

/** A passage to code. */
export const passageForm = chosenForm.extend({
  theme: z
    .string({ error: 'Choose a theme' })
    .min(1, 'Choose a theme')
    .max(100, 'Choose a theme of the list'),
})
export type PassageForm = z.infer<typeof passageForm>

/** Which text and offsets a passage form names; NaN where it names none. */
export function passageOf(form: Pick<PassageForm, 'text' | 'start' | 'end' | 'sentence'>): {
  text: string
  start: number
  end: number
} {
  if (form.text !== '' && form.start !== undefined && form.end !== undefined)
    return { text: form.text, start: form.start, end: form.end }
  const chosen = /^(.+):(\d{1,9}):(\d{1,9})$/.exec(form.sentence)
  return { text: chosen?.[1] ?? '', start: Number(chosen?.[2]), end: Number(chosen?.[3]) }
}

/** In what language an answer is; none where its words are to tell. */
export const languageForm = z.object({
  text: z.string().max(100).default(''),
  language: z.enum(['', ...languageChoices.map(({ code }) => code)], {
    error: 'Choose a language of the list',
  }),
})

/** In which order the queue offers what waits. */
export const queueOrders = ['respondents', 'leastSure'] as const
export type QueueOrder = (typeof queueOrders)[number]

/** Where in the queue someone works. `step` counts what they have met in the order "least sure first". */
export const queueForm = z.object({
  theme: z.string().max(100).catch(''),
  question: z.string().max(100).catch(''),
  order: z.enum(queueOrders).catch('respondents'),
  by: z.string().max(100).catch(''),
  sure: z.enum([...sureties, '']).catch(''),
  attribute: z.string().max(200).catch(''),
  after: z.string().max(200).catch(''),
  past: z.string().max(100).catch(''),
  step: z.coerce.number().int().min(0).max(1_000_000).catch(0),
  /** The suggestion to stay at, and the span that it was adjusted to, as `start:end`. */
  at: z.string().max(100).catch(''),
  span: z
    .string()
    .regex(/^\d{1,9}:\d{1,9}$/)
    .or(z.literal(''))
    .catch(''),
})
export type InQueue = z.infer<typeof queueForm>

/** The span that a suggestion was adjusted to, if it was. */
export function spanIn({ span }: Pick<InQueue, 'span'>): Span | undefined {
  const [start, end] = span.split(':').map(Number)
  return start === undefined || end === undefined || span === '' ? undefined : { start, end }
}

/** Where a decision was made, and so where its page leads back to. */
export const whereForm = z.object({
  back: z.enum(['response', 'queue']).catch('response'),
  tags: z.enum(['show', 'hide', '']).catch(''),
  /** The theme whose codings are looked at again. */
  secondLook: z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .or(z.literal(''))
    .catch(''),
})
