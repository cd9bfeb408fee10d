import { z } from 'zod'
import {
  contributorNames,
  dashStyles,
  letterStyles,
  markStyles,
  numeralStyles,
  stopPlaces,
} from '../../../analysis/application.ts'

export const styleForm = z.object({
  marks: z.enum(markStyles, { error: 'Choose which quotation marks stand outside' }),
  dashes: z.enum(dashStyles, { error: 'Choose how dashes are set' }),
  stops: z.enum(stopPlaces, { error: 'Choose where a stop after a quote goes' }),
  letter: z.enum(letterStyles, { error: 'Choose how a changed first letter is shown' }),
  numerals: z.enum(numeralStyles, { error: 'Choose how people are counted' }),
  contributors: z.enum(contributorNames, { error: 'Choose what those who answered are called' }),
  version: z.coerce.number({ error: 'Reload the page and try again' }),
  do: z.enum(['preview', 'save'], { error: 'Choose to save or to look first' }),
})
