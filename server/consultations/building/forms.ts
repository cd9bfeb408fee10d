import { z } from 'zod'
import type { Problem } from '../../../analysis/index.ts'
import { line, prose, ticked } from '../../http/fields.ts'
import { type Checked, validate } from '../../http/validate.ts'
import { isDay } from '../conditionProblems.ts'
import type { Page, Question, QuestionOf, QuestionType } from '../questions.ts'
import { abouts, mayBeAbout } from './kinds.ts'
import { optionsIn, type Read, rowsIn } from './optionLines.ts'

/** An id that an owner chose. */
const id = z
  .string()
  .trim()
  .regex(
    /^([a-z][a-z0-9_-]*)?$/i,
    'The id may hold letters, digits, hyphens and underscores, and begins with a letter',
  )
  .max(64, 'The id may have at most 64 characters')
  .default('')

/** A page as it is entered. */
export const pageForm = z.object({
  title: line('the title', 300).pipe(z.string().min(1, 'Enter a title for the page')),
  intro: prose('the introduction', 5000).default(''),
  seen: z.string().default(''),
})
export type PageForm = z.infer<typeof pageForm>

const label = (what: string) => line(what, 2000).pipe(z.string().min(1, `Enter ${what}`))

const common = z.object({
  label: label('the question'),
  hint: prose('the hint', 2000).default(''),
  required: ticked.transform(boxes => boxes.includes('yes')),
  about: z
    .enum(['', ...(Object.keys(abouts) as (keyof typeof abouts)[])], 'Choose from the list')
    .default(''),
  id,
  seen: z.string().default(''),
})

const statement = common.extend({ label: label('the heading') })

/** A number that may be left out. */
function optional(what: string, check: (value: number) => boolean, asked: string) {
  return z
    .string()
    .trim()
    .default('')
    .transform(entered => (entered === '' ? undefined : Number(entered)))
    .refine(value => value === undefined || check(value), `${what} must be ${asked}`)
}

const whole = (least: number, most: number) => (value: number) =>
  Number.isInteger(value) && value >= least && value <= most

/** A day as `2026-11-28` that may be left out. */
function day(what: string) {
  return z
    .string()
    .trim()
    .default('')
    .refine(entered => entered === '' || isDay(entered), `${what} must be a real day, such as 2026-11-28`)
    .transform(entered => entered || undefined)
}

function lines<T>(what: string, read: (text: string) => Read<T[]>) {
  return z
    .string({ error: `Enter ${what}, one a line` })
    .max(200_000, `Shorten the list of ${what}`)
    .transform((entered, context): T[] => {
      const found = read(entered.replace(/\r\n?/g, '\n').normalize('NFC'))
      if (found.ok && found.value.length > 0) return found.value
      const message = found.ok ? `Enter ${what}, one a line` : found.message
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })
}
const options = lines('the options', optionsIn)

/** What each type of question asks of whoever builds it, beside what all of them have. */
const own = {
  shortText: z.object({}),
  email: z.object({}),
  file: z.object({}),
  longText: z.object({
    wordLimit: optional('The limit', whole(1, 100_000), 'a whole number of words, from 1 to 100,000'),
  }),
  number: z.object({
    least: optional('The least', Number.isFinite, 'a number'),
    most: optional('The most', Number.isFinite, 'a number'),
    whole: ticked.transform(boxes => boxes.includes('yes') || undefined),
    unit: line('the unit', 50)
      .default('')
      .transform(entered => entered || undefined),
  }),
  date: z.object({ earliest: day('The earliest day'), latest: day('The latest day') }),
  one: z.object({ options }),
  several: z.object({ options }),
  scale: z.object({ options }),
  dropdown: z.object({ options }),
  rating: z.object({
    most: optional('The highest number', whole(3, 10), 'a whole number from 3 to 10'),
    low: line('the words at 1', 100).default(''),
    high: line('the words at the highest number', 100).default(''),
  }),
  ranking: z.object({
    options,
    places: optional('How many to put in order', whole(1, 500), 'a whole number, 1 or more'),
  }),
  matrix: z.object({ rows: lines('the rows', rowsIn), options }),
  statement: z.object({
    text: prose('the paragraphs', 20_000)
      .default('')
      .transform(entered =>
        entered
          .split(/\n+/)
          .map(each => each.trim())
          .filter(Boolean),
      ),
  }),
} satisfies Record<QuestionType, z.ZodType>

/** A question as it was entered; its id is empty where none was chosen. */
export type QuestionEntered = { question: Question; seen: string }

/** Checks a question of this type. Its condition is edited apart, and is not among what comes out. */
export function readQuestion(type: QuestionType, form: unknown): Checked<QuestionEntered> {
  const all = validate(type === 'statement' ? statement : common, form)
  const rest = validate<Record<string, unknown>>(own[type], form)
  if (!all.ok || !rest.ok)
    return { ok: false, problems: [...(all.ok ? [] : all.problems), ...(rest.ok ? [] : rest.problems)] }
  const { id, label, hint, required, about, seen } = all.value
  const asked = {
    id,
    label,
    ...(hint ? { hint } : {}),
    required: required && type !== 'statement',
    ...(about && mayBeAbout(type) ? { about } : {}),
  }
  const given = Object.entries(rest.value).filter(([, value]) => value !== undefined)
  const question = { type, ...asked, ...Object.fromEntries(given) } as Question
  const problems = limitProblems(question)
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: { question, seen } }
}

function limitProblems(question: Question): Problem[] {
  if (question.type === 'number' && (question.least ?? -Infinity) > (question.most ?? Infinity))
    return [{ place: 'most', message: 'The most must not be below the least' }]
  if (question.type === 'date' && (question.earliest ?? '') > (question.latest ?? '9999'))
    return [{ place: 'latest', message: 'The latest day must not be before the earliest' }]
  if (question.type === 'rating' && (question as Partial<QuestionOf<'rating'>>).most === undefined)
    return [{ place: 'most', message: 'Enter the highest number, from 3 to 10' }]
  if (question.type === 'ranking' && (question.places ?? 0) > question.options.length)
    return [{ place: 'places', message: 'No more can be put in order than there are options' }]
  return []
}

/** A page with what was entered of it. */
export function pageWith(page: Page, { title, intro }: PageForm): Page {
  const { intro: _before, ...rest } = page
  return { ...rest, title, ...(intro ? { intro } : {}) }
}
