import { z } from 'zod'
import { stances, verdicts } from '../../analysis/application.ts'
import { readDemoJson, writtenQuestions } from './testimony.ts'

/** The demo's two researchers, by the name that its codings use. */
export const demoCoders = { ines: 'Ines Okafor', tomasz: 'Tomasz Reid' } as const

/** The starter codebook's themes that the demo's researchers used, by id. */
export const demoThemes = [
  'culture',
  'hierarchy',
  'outsourcing',
  'vision',
  'skills',
  'pay',
  'training',
  'regions',
  'seniority',
  'talent',
  'delivery',
] as const

const demoCoding = z.strictObject({
  /** The `key` of a response in `demoTestimony()`. */
  respondent: z.string(),
  question: z.enum(writtenQuestions),
  /** Found exactly once in that answer. */
  passage: z.string().min(1),
  theme: z.enum(demoThemes),
  verdict: z.enum(verdicts),
  stance: z.enum(stances),
  origin: z.enum(['unaided', 'rule']),
  coder: z.enum(['ines', 'tomasz']),
})

export type DemoCoding = z.infer<typeof demoCoding>

/** The codings that the demo's researchers have made so far. @throws ZodError on a malformed file. */
export function demoCodings(): DemoCoding[] {
  return z.array(demoCoding).parse(readDemoJson('codings.json'))
}
