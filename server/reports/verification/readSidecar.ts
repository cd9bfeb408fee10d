import { z } from 'zod'
import { attributionChoices } from '../../../analysis/application.ts'
import { validate } from '../../http/validate.ts'

const span = { start: z.number(), end: z.number() }
const edit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cut'), ...span }),
  z.object({ kind: z.literal('replace'), ...span, with: z.string() }),
  z.object({ kind: z.literal('redact'), ...span, what: z.string() }),
  z.object({ kind: z.literal('insert'), at: z.number(), with: z.string() }),
  z.object({ kind: z.literal('case'), to: z.enum(['lower', 'upper']) }),
  z.object({ kind: z.literal('emphasis'), ...span }),
])
const count = z.object({
  supports: z.number(),
  opposes: z.number(),
  mixed: z.number(),
  mentions: z.number(),
  of: z.number(),
})

/** What verifying needs of a private key; docs/sidecar.md tells the rest. */
const sidecarForm = z.object({
  consultation: z.string(),
  report: z.string(),
  number: z.number(),
  title: z.string(),
  published: z.object({ publication: z.string(), version: z.number() }).optional(),
  hashes: z.object({ markdown: z.string(), html: z.string() }),
  salt: z.string(),
  quotes: z.array(
    z.object({
      key: z.string(),
      note: z.number(),
      words: z.string(),
      printed: z.string().optional(),
      respondent: z.string(),
      text: z.string(),
      textHash: z.string(),
      start: z.number(),
      end: z.number(),
      edits: z.array(edit),
      permission: z.object({ choice: z.enum(attributionChoices) }),
      approval: z.object({ approval: z.string(), sentence: z.string() }).optional(),
    }),
  ),
  findings: z.array(
    z.object({
      key: z.string(),
      themes: z.array(z.string()),
      match: z.enum(['any', 'all']),
      scope: z.array(z.string()),
      count,
    }),
  ),
})

export type ReadSidecar = z.infer<typeof sidecarForm>
export type SidecarQuote = ReadSidecar['quotes'][number]
export type SidecarFinding = ReadSidecar['findings'][number]
export type SidecarCount = z.infer<typeof count>

/** Reads the private key of a report. @returns it, or what is wrong with each field, by its path */
export function readSidecar(json: string) {
  try {
    return validate(sidecarForm, JSON.parse(json))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { ok: false as const, problems: [{ place: '', message: `It is no JSON: ${error.message}` }] }
  }
}
