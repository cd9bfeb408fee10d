import { type CampaignCount, campaignCount, type Letter } from '../../../analysis/application.ts'
import type { Coding } from '../../../analysis/index.ts'

/** A claim's count with each of these campaigns as one voice. */
export function campaignsAmong(
  letters: Letter[],
  supporters: string[],
  of: number,
  codings: Coding[],
): CampaignCount {
  const supporting = codings.filter(({ verdict, stance }) => verdict === 'accepted' && stance === 'supports')
  return campaignCount({ supporters, of, letters, supporting })
}
