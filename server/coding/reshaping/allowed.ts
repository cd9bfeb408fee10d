import type { Request } from 'express'
import type { Codebook, StoredTheme } from '../../codebook/store.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { openRounds } from '../rounds/roundStore.ts'

export const underWay =
  'Another merge or split is under way in this consultation. Wait until it is done, go back and try again.'

/** @throws Conflict while coders are blind: what they find would be counted under themes they did not choose */
export async function noRoundGoesOn(consultation: string): Promise<void> {
  if ((await openRounds(consultation)).length > 0)
    throw new Conflict(
      'A blind round goes on, and its coders would be compared on themes that they did not choose. End the round first, then try again.',
    )
}

/** @throws NotFound when the codebook has no such theme in use */
export function usedTheme(codebook: Codebook, req: Request): StoredTheme {
  const theme = codebook.themes.find(each => each.id === req.params.theme && !each.archived)
  if (!theme)
    throw new NotFound('There is no theme in use at this address. It may have been archived or merged.')
  return theme
}
