import { z } from 'zod'
import { attributionChoices } from '../../../analysis/application.ts'
import type { Receipt } from './receipt.ts'

/** A receipt as somebody gives it: the file, or the code, which tells no more than the reference. */
export type GivenReceipt = { signature: string } & ({ receipt: Receipt } | { reference: string })

const signature = z.string().regex(/^[\w-]{86}$/)
const file = z.object({
  reference: z.string(),
  consultation: z.string(),
  sent: z.string(),
  consent: z.object({
    choice: z.enum(attributionChoices),
    wording: z.string(),
    byHand: z.boolean(),
    approval: z.boolean(),
  }),
  answers: z.array(
    z.object({ question: z.string(), kind: z.enum(['text', 'options', 'file']), hash: z.string() }),
  ),
  signature,
})

/** Reads the code of a receipt; undefined where it is none. */
export function readCode(given: string): GivenReceipt | undefined {
  const [, reference, signed] = /^\s*(SND-[0-9A-Z]{4}-[0-9A-Z]{4})\.([\w-]{86})\s*$/.exec(given) ?? []
  return reference && signed ? { reference, signature: signed } : undefined
}

/** Reads the file of a receipt; undefined where it is none. */
export function readReceipt(given: string): GivenReceipt | undefined {
  try {
    const read = file.safeParse(JSON.parse(given.replace(/^\uFEFF/, '')))
    if (!read.success) return undefined
    const { signature, ...receipt } = read.data
    return { receipt, signature }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
