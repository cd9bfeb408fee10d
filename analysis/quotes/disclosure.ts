import { fewestInCell } from '../findings/suppression.ts'
import type { Speaker } from '../model.ts'
import { maySay } from './maySay.ts'

/**
 * What an attribution says of somebody who is not named, from the least to the most: that they answered, their sector,
 * their role with their sector.
 */
export const attributionDetails = ['respondent', 'sector', 'role'] as const
export type AttributionDetail = (typeof attributionDetails)[number]

/** How many respondents of a consultation, the speaker among them, have the speaker's sector, and how many the same role besides. */
export type Alike = { sector: number; role: number }

/**
 * Makes the attribution of somebody who is quoted by role and sector more general where fewer than five respondents
 * fit it: role and sector, else the sector, else "one respondent". Never more is said than the speaker's choice
 * allows; a name that they permitted stays, and whoever is quoted unnamed is so already.
 *
 * @param most how much was said of them before: never more is said again
 */
export function guardedSpeaker(speaker: Speaker, alike: Alike, most: AttributionDetail = 'role'): Speaker {
  const say = maySay(speaker)
  if (say.name !== '' || say.organisation !== '') return speaker
  const allowed = attributionDetails.indexOf(most)
  if (say.role !== '' && alike.role >= fewestInCell && allowed >= attributionDetails.indexOf('role'))
    return speaker
  if (say.sector !== '' && alike.sector >= fewestInCell && allowed >= attributionDetails.indexOf('sector'))
    return { ...speaker, role: '' }
  return { ...speaker, role: '', sector: '' }
}

/** How much is said of a guarded speaker who is not named. */
export function detailOf({ role, sector }: Pick<Speaker, 'role' | 'sector'>): AttributionDetail {
  if (role !== '') return 'role'
  return sector === '' ? 'respondent' : 'sector'
}
