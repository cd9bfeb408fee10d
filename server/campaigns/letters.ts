import type { Letter } from '../../analysis/application.ts'
import { replacedTexts } from '../responses/revising/revisionStore.ts'
import { withdrawnRespondents } from '../responses/store.ts'
import { copiesAnswering, findSearch } from './campaignStore.ts'

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
