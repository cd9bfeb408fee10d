import { z } from 'zod'

const id = z.string().max(100)
const several = z.union([id.transform(one => [one]), z.array(id).max(2000)]).default([])
const number = z
  .string({ error: 'Reload the page' })
  .regex(/^\d{1,7}$/, 'Reload the page')
  .transform(Number)

/** Who owns the codebook, and to whom it is offered. */
export const shareForm = z.object({
  owner: z
    .string({ error: 'Choose who owns it' })
    .min(1, 'Choose who owns it')
    .max(100, 'Choose who owns it'),
  to: z.enum(['nobody', 'all', 'some'], { error: 'Say who may take a copy' }),
  consultations: several,
  changes: number,
})
export type ShareForm = z.infer<typeof shareForm>

/** Which themes of a shared codebook are taken, as of which version of it, seen beside which of one's own. */
export const takeForm = z.object({
  themes: several,
  meaning: z.enum(['yes', 'no']).optional().catch(undefined),
  version: number,
  seen: number,
})
