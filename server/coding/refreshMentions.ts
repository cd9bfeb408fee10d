import { findResponses } from '../responses/store.ts'
import { allCodingsOf, counted, type StoredCoding } from './codingStore.ts'
import { currentTexts } from './currentTexts.ts'
import { replaceMentions } from './mentionStore.ts'
import { mentionsFrom } from './mentions.ts'
import { type Tagging, taggingsOf } from './taggingStore.ts'

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
  let sources = await read(consultation, respondents, current)
  for (;;) {
    const mentions = respondents.flatMap(respondent => {
      const texts = new Set(current.get(respondent) ?? [])
      return mentionsFrom(
        consultation,
        respondent,
        sources.taggings.filter(tagging => texts.has(tagging._id)),
        sources.codings.filter(coding => !coding.removed && texts.has(coding.text)),
      )
    })
    await replaceMentions(consultation, respondents, mentions)
    const now = await read(consultation, respondents, current)
    if (now.state === sources.state) break
    sources = now
  }
  await counted(sources.codings.filter(coding => coding.pending.length > 0))
}

type Sources = { taggings: Tagging[]; codings: StoredCoding[]; state: string }

async function read(
  consultation: string,
  respondents: string[],
  current: Map<string, string[]>,
): Promise<Sources> {
  const [taggings, codings] = await Promise.all([
    taggingsOf([...current.values()].flat()),
    allCodingsOf(consultation, respondents),
  ])
  const state = [
    ...taggings.map(tagging => `${tagging._id} ${tagging.codebookVersion}`),
    ...codings.map(coding => `${coding._id} ${coding.revision}`),
  ]
  return { taggings, codings, state: state.sort().join('\n') }
}
