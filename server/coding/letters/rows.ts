import {
  type Campaign,
  copiesSentBy,
  copiesWithOwnWords,
  findCampaign,
  findSearch,
} from '../../campaigns/campaignStore.ts'
import type { Response } from '../../responses/response.ts'
import { sharedWords } from './letter.ts'
import { type Sender, sendersOf } from './senders.ts'

/** How many senders a row tells of; its letter’s page has all. */
const sendersShown = 5

/** A letter that several sent, as one row of the list of responses. */
export type LetterRow = {
  href: string
  /** How many people it stands for, how many of these wrote words of their own, and who sent it besides another letter that they stand with. */
  people: number
  own: number
  elsewhere: number
  /** How it begins; empty while what it was cut from is gone. */
  shared: string
  senders: Sender[]
  more: number
}

/**
 * Of a page of responses those that stand for all senders of a letter, each with the letter’s row. Nobody else stands
 * behind a response that has none.
 */
export async function letterRows(
  consultation: string,
  responses: Pick<Response, '_id' | 'state'>[],
  labels: Map<string, string>,
): Promise<Map<string, LetterRow>> {
  const search = await findSearch(consultation)
  if (!search?.search) return new Map()
  const standing = responses.filter(({ state }) => state === 'submitted').map(({ _id }) => _id)
  const copies = (await copiesSentBy(search, standing)).filter(({ listed }) => listed)
  const rows = await Promise.all(
    copies.map(async ({ respondent, rank }) => {
      const campaign = await findCampaign(search, rank)
      if (!campaign || campaign.listed < 2) return undefined
      const own = (await copiesWithOwnWords(search, rank, '', sendersShown)).filter(({ listed }) => listed)
      const senders = [...(await sendersOf(search, own, labels)).values()]
      return [respondent, await rowOf(campaign, senders)] as const
    }),
  )
  return new Map(rows.flatMap(row => (row ? [row] : [])))
}

async function rowOf(campaign: Campaign, senders: Sender[]): Promise<LetterRow> {
  const { consultation, source, listed, own } = campaign
  return {
    href: `/desk/${consultation}/letters/${source.text}`,
    people: listed,
    own,
    elsewhere: campaign.senders - listed,
    shared: beginning(await sharedWords(campaign)),
    senders,
    more: Math.max(0, own - senders.length),
  }
}

function beginning(words: string): string {
  return words.length <= 160 ? words : `${words.slice(0, 160).replace(/\s+\S*$/, '')} …`
}
