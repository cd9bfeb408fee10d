import { currentTexts } from '../responses/currentTexts.ts'
import { findResponses } from '../responses/store.ts'
import { findTexts } from '../responses/textStore.ts'
import { findSearch, listCampaigns } from './campaignStore.ts'

/** What campaigns have their senders say, as somebody says it still: one sender’s withdrawal takes it from nobody else. */
export async function campaignTexts(consultation: string): Promise<string[]> {
  const search = await findSearch(consultation)
  const sources = search?.search ? (await listCampaigns(search)).map(({ source }) => source) : []
  const responses = await findResponses([...new Set(sources.map(({ respondent }) => respondent))])
  const standing = new Set(responses.filter(({ state }) => state === 'submitted').flatMap(currentTexts))
  const texts = await findTexts(sources.map(({ text }) => text).filter(text => standing.has(text)))
  const words = new Map(texts.map(({ _id, text }) => [_id, text]))
  return sources.flatMap(({ text, spans }) =>
    spans.map(({ start, end }) => words.get(text)?.slice(start, end) ?? ''),
  )
}
