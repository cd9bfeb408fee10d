import { z } from 'zod'
import { inOther } from '../otherLanguages.ts'

/**
 * What XLSForm has no column for, kept as JSON in a column of our own, `soundings`, which other programs pass over:
 * in the sheet of questions, and in that of choices.
 */
export const extraColumn = 'soundings'

const question = z.object({
  type: z.enum(['email', 'scale', 'intro']).optional(),
  about: z.enum(['role', 'sector', 'nation', 'organisation']).optional(),
  wordLimit: z.number().int().min(1).optional(),
  unit: z.string().max(50).optional(),
  places: z.number().int().min(1).optional(),
  low: z.string().max(200).optional(),
  high: z.string().max(200).optional(),
})
const option = z.object({
  own: z.literal(true).optional(),
  exclusive: z.literal(true).optional(),
  printed: z.string().max(500).optional(),
})
/** Those that are words, and so stand in several languages. */
export const wordedExtras = ['unit', 'low', 'high'] as const
type Worded = (typeof wordedExtras)[number]
export type QuestionExtra = z.infer<typeof question>
export type OptionExtra = z.infer<typeof option>

export function questionExtra(cell: string): QuestionExtra {
  return read(question, cell)
}

/** The words among them in another language, marked as such. */
export function otherExtra(cell: string): Pick<QuestionExtra, Worded> {
  const extra = questionExtra(cell)
  return Object.fromEntries(wordedExtras.flatMap(name => (extra[name] ? [[name, inOther(extra[name])]] : [])))
}

export function optionExtra(cell: string): OptionExtra {
  return read(option, cell)
}

/** A cell of that column; empty where there is nothing to keep. */
export function extraCell(extra: QuestionExtra | OptionExtra): string {
  const kept = Object.entries(extra).filter(([, value]) => value !== undefined)
  return kept.length === 0 ? '' : JSON.stringify(Object.fromEntries(kept))
}

/** What is not ours is nothing. */
function read<T extends object>(schema: z.ZodType<T>, cell: string): T {
  try {
    return schema.parse(cell === '' ? {} : JSON.parse(cell))
  } catch {
    return schema.parse({})
  }
}
