import { z } from 'zod'

export const accessForm = z.object({
  access: z.enum(['all', 'invited'], { error: 'Choose who may answer' }),
  seen: z.coerce.number({ error: 'Reload the page and try again' }),
})

export const actForm = z.object({
  act: z.enum(['invite', 'remind', 'stop']),
  round: z.coerce.number(),
})
