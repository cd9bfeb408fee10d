import { copiesSentBy, findSearch } from '../campaigns/campaignStore.ts'
import { groupBy } from '../groupBy.ts'
import { currentTexts } from '../responses/currentTexts.ts'
import { findResponses } from '../responses/store.ts'
import type { StoredCoding } from './coding.ts'
import type { CodingWithoutHistory } from './codingQueryStore.ts'
import { allWithoutHistory, codingRevisions, counted } from './codingStore.ts'
import { replaceMentions } from './mentionStore.ts'
import { mentionsFrom } from './mentions.ts'
import { type Tagging, taggingsOf, taggingVersions } from './taggingStore.ts'

/**
 * Derives the mentions of some respondents anew from what they wrote, its tags and its codings. Safe to repeat,
 * and two at once come to the same: whoever wrote last looks again whether anything was decided since it read.
 * Those who withdrew have no mentions.
 */
export async function refreshMentions(consultation: string, respondents: string[]): Promise<void> {
  const responses = (await findResponses(respondents)).filter(
    response => response.consultation === consultation,
  )
  const current = new Map(
    responses.map(response => [response._id, response.state === 'withdrawn' ? [] : currentTexts(response)]),
  )
  const texts = [...current.values()].flat()
  let decided: CodingWithoutHistory[]
  let stale: boolean
  do {
    const [taggings, codings, copies] = await Promise.all([
      taggingsOf(texts),
      allWithoutHistory(consultation, respondents),
      copiesOfLetters(consultation, respondents),
    ])
    const taggingOf = new Map(taggings.map(tagging => [tagging._id, tagging]))
    const codingsOn = groupBy(
      codings.filter(coding => !coding.removed),
      coding => coding.text,
    )
    const mentions = responses.flatMap(response => {
      const own = current.get(response._id) ?? []
      return mentionsFrom(
        consultation,
        response,
        own.flatMap(text => taggingOf.get(text) ?? []),
        own.flatMap(text => codingsOn.get(text) ?? []),
        copies.get(response._id),
      )
    })
    await replaceMentions(consultation, respondents, mentions)
    stale = stateOf(taggings, codings) !== (await stateNow(consultation, respondents, texts))
    decided = codings
  } while (stale)
  await counted(decided.filter(coding => coding.pending.length > 0))
}

/** What these respondents sent that is a copy of a letter, as the newest search for campaigns found it. */
async function copiesOfLetters(consultation: string, respondents: string[]) {
  const search = await findSearch(consultation)
  const found = search?.search ? await copiesSentBy(search, respondents) : []
  return groupBy(found, ({ respondent }) => respondent)
}

/** Tells whether anything that mentions are derived from has changed. */
function stateOf(
  taggings: Pick<Tagging, '_id' | 'codebookVersion'>[],
  codings: Pick<StoredCoding, '_id' | 'revision'>[],
): string {
  const state = [
    ...taggings.map(tagging => `${tagging._id} ${tagging.codebookVersion}`),
    ...codings.map(coding => `${coding._id} ${coding.revision}`),
  ]
  return state.sort().join('\n')
}

async function stateNow(consultation: string, respondents: string[], texts: string[]): Promise<string> {
  const [taggings, codings] = await Promise.all([
    taggingVersions(texts),
    codingRevisions(consultation, respondents),
  ])
  return stateOf(taggings, codings)
}
