import { z } from 'zod'
import { attributionChoices } from '../../../analysis/application.ts'
import type { AttributionChoice } from '../../../analysis/index.ts'
import { currentVersion } from '../../consultations/consentWording.ts'
import { say } from '../../http/languages/say.ts'

/** The form by which somebody permits more or less. @param offered what they may choose */
export function permissionForm(offered: readonly AttributionChoice[]) {
  const reworded = say('What you agree to was reworded since you opened this page. Read it again, and choose')
  return z.object({
    choice: z
      .enum(attributionChoices, { error: say('Choose how you may be quoted') })
      .refine(value => offered.includes(value), say('Choose one of the ways that are offered here')),
    wording: z.string({ error: reworded }).refine(value => value === currentVersion, reworded),
    seen: z.coerce.number({ error: say('Reload the page and try again') }),
  })
}
