import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { root } from '../../server/root.ts'
import { agreement, helps, nations, sectors } from './consultation.ts'

/** The sources' folder: the build copies no JSON, so the same files serve `scripts/` and `dist/scripts/`. */
const folder = path.join(root, 'scripts', 'demo')

const answers = z.strictObject({
  obstacles: z.string().min(1),
  people: z.string().optional(),
  suppliers: z.string().optional(),
  listened: z.enum(agreement).optional(),
  help: z.array(z.enum(helps)).optional(),
})

const demoResponse = z.strictObject({
  /** Names the response within the demo: codings refer to it. */
  key: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  email: z.string(),
  role: z.string().min(1),
  sector: z.enum(sectors),
  nation: z.enum(nations),
  organisation: z.string(),
  capacity: z.enum(['personal', 'organisation', 'official']),
  choice: z.enum(['unnamed', 'role', 'named']),
  /** How many days before the demo is loaded it was sent. */
  daysAgo: z.int().positive(),
  answers,
  /** Whether `demoAttachment()` was sent with it, as the answer to `evidence`. */
  attachment: z.literal(true).optional(),
  /** Whether they asked to see each sentence that quotes them before it is published. */
  approval: z.literal(true).optional(),
  withdrawn: z.literal(true).optional(),
})

export type DemoResponse = z.infer<typeof demoResponse>

/** The ids of the questions whose answers are written at length. */
export const writtenQuestions = ['obstacles', 'people', 'suppliers'] as const
export type WrittenQuestion = (typeof writtenQuestions)[number]

/** Every invented response, by file (one a sector) and then in the order written. @throws ZodError on a malformed file. */
export function demoTestimony(): DemoResponse[] {
  const files = readdirSync(path.join(folder, 'testimony'))
    .filter(name => name.endsWith('.json'))
    .sort()
  return files.flatMap(name => z.array(demoResponse).parse(readDemoJson(path.join('testimony', name))))
}

/** What the attached note says; sent as a plain text file of this name. */
export function demoAttachment(): { name: string; text: string } {
  return {
    name: 'what-the-river-taught-us.txt',
    text: readFileSync(path.join(folder, 'attachment.txt'), 'utf8'),
  }
}

/** The contents of a JSON file in the demo's folder, not yet checked. */
export function readDemoJson(name: string): unknown {
  return JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
}
