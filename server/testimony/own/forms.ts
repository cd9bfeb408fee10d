import { z } from 'zod'
import { attributionChoices } from '../../../analysis/application.ts'
import type { AttributionChoice } from '../../../analysis/index.ts'
import { currentWording } from '../../consultations/consentWording.ts'

/** The form by which somebody permits more or less. @param offered what they may choose */
export function permissionForm(offered: readonly AttributionChoice[]) {
  return z.object({
    choice: z
      .enum(attributionChoices, { error: 'Choose how you may be quoted' })
      .refine(value => offered.includes(value), 'Choose one of the ways that are offered here'),
    wording: z.string({ error: reworded }).refine(value => value === currentWording.version, reworded),
    seen: z.coerce.number({ error: 'Reload the page and try again' }),
  })
}

const reworded = 'What you agree to was reworded since you opened this page. Read it again, and choose'
