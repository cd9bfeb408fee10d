import { type CampaignCount, campaignCount, type Letter } from '../../../analysis/application.ts'
import type { Coding } from '../../../analysis/index.ts'
import { copiesAnswering, findSearch } from '../../campaigns/campaignStore.ts'
import { replacedTexts } from '../../responses/revising/revisionStore.ts'
import { withdrawnRespondents } from '../../responses/store.ts'

/**
 * The copies of campaigns' texts among the answers to these questions, of respondents who have not withdrawn; undefined
 * until campaigns were looked for.
 */
export async function lettersAnswering(
  consultation: string,
  questions: string[],
): Promise<Letter[] | undefined> {
  const search = await findSearch(consultation)
  if (!search?.search) return undefined
  const [copies, withdrawn, replaced] = await Promise.all([
    copiesAnswering(search, questions),
    withdrawnRespondents(consultation),
    replacedTexts(consultation),
  ])
  const gone = new Set(withdrawn)
  return copies
    .filter(copy => !gone.has(copy.respondent) && !replaced.has(copy.text))
    .map(({ respondent, rank, text, added }) => ({ respondent, campaign: String(rank), text, added }))
}

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
