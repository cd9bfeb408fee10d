import {
  type Campaign,
  type Copy,
  copiesSentBy,
  findCampaign,
  findSearch,
  type Search,
} from '../../campaigns/campaignStore.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import { findResponses } from '../../responses/store.ts'
import { findTexts } from '../../responses/textStore.ts'

/** A copy of a letter with the letter as the newest search found it. */
export type Letter = { search: Search; campaign: Campaign; copy: Copy }

/** The letter of which a respondent’s text is a copy; undefined where it is none. */
export async function letterOf(
  consultation: string,
  { _id, respondent }: { _id: string; respondent: string },
): Promise<Letter | undefined> {
  return (await lettersOf(consultation, respondent)).find(({ copy }) => copy.text === _id)
}

/** Every letter of which a respondent sent a copy, that which most sent first. */
export async function lettersOf(consultation: string, respondent: string): Promise<Letter[]> {
  const search = await findSearch(consultation)
  if (!search?.search) return []
  const copies = await copiesSentBy(search, [respondent])
  const campaigns = await Promise.all(copies.map(({ rank }) => findCampaign(search, rank)))
  return copies.flatMap((copy, at) => {
    const campaign = campaigns[at]
    return campaign ? [{ search, campaign, copy }] : []
  })
}

/** What all copies of a letter say; empty where whoever wrote the copy that it is cut from says so no more. */
export async function sharedWords({ source }: Pick<Campaign, 'source'>): Promise<string> {
  const [[response], [text]] = await Promise.all([
    findResponses([source.respondent]),
    findTexts([source.text]),
  ])
  if (response?.state !== 'submitted' || !text || !currentTexts(response).includes(source.text)) return ''
  return source.spans.map(({ start, end }) => text.text.slice(start, end)).join(' […] ')
}
