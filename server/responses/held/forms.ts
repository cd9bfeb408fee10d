import { z } from 'zod'
import { heldReasons } from './held.ts'

/** What is said of a form that was made up; nobody comes upon it by mistake. */
export const forged = 'This form is not one that our pages make. Reload the page and try again.'

/** One decision: on one response, or on all that are held for one reason and had come when the page was opened. */
export const decisionForm = z
  .object({
    verdict: z.enum(['released', 'rejected'], { error: forged }),
    response: z.string({ error: forged }).max(100, forged).optional(),
    why: z.enum(heldReasons, { error: forged }).optional(),
    until: z.iso.datetime({ error: forged }).optional(),
  })
  .transform(({ verdict, response, why, until }, context) => {
    if (response !== undefined) return { verdict, chosen: { response } }
    if (why !== undefined && until !== undefined) return { verdict, chosen: { why, until: new Date(until) } }
    context.addIssue({ code: 'custom', message: forged })
    return z.NEVER
  })

/** Taking back what was decided at one press, or on one response. */
export const undoForm = z
  .object({
    act: z.string({ error: forged }).max(100, forged).optional(),
    response: z.string({ error: forged }).max(100, forged).optional(),
  })
  .transform(({ act, response }, context) => {
    if (act !== undefined) return { act }
    if (response !== undefined) return { response }
    context.addIssue({ code: 'custom', message: forged })
    return z.NEVER
  })
