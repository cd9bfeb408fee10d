import type { Span } from '../../analysis/index.ts'
import { currentTexts } from '../responses/currentTexts.ts'
import type { Response } from '../responses/response.ts'
import { findResponses } from '../responses/store.ts'
import { findTexts, type Text } from '../responses/textStore.ts'
import {
  type Campaign,
  type Copy,
  copiesOf,
  findSearch,
  listCampaigns,
  type Search,
} from './campaignStore.ts'

/** How many campaigns stand on a page, and how many copies of each. */
const campaignsShown = 20
const copiesShown = 20
const copiesOnOwnPage = 100

/** The campaigns of a consultation, the largest first, from the one of rank `from` on, each with its first copies. */
export async function campaignsPage(consultation: string, from: number) {
  const search = await findSearch(consultation)
  const path = `/desk/${consultation}/campaigns`
  if (!search?.search) return { path, looked: false, searching: true, campaigns: [] }
  const all = await listCampaigns(search)
  const shown = all.slice(from, from + campaignsShown)
  return {
    path,
    looked: true,
    searching: search.changes > 0,
    compared: search.compared,
    tooShort: search.tooShort,
    number: all.length,
    campaigns: await Promise.all(shown.map(campaign => campaignCard(search, campaign, '', copiesShown))),
    next: from + campaignsShown < all.length ? `${path}?from=${from + campaignsShown}` : '',
  }
}

/** One campaign with a page of its copies, from after the one whose id is given; undefined where there is none. */
export async function campaignPage(consultation: string, rank: number, after: string) {
  const search = await findSearch(consultation)
  const campaign = search && (await listCampaigns(search)).find(each => each.rank === rank)
  return search && campaign && campaignCard(search, campaign, after, copiesOnOwnPage)
}

/** A campaign's words and senders. Who has withdrawn is read no more, by anybody, nor what was replaced since. */
async function campaignCard(search: Search, campaign: Campaign, after: string, limit: number) {
  const copies = await copiesOf(search, campaign.rank, after, limit)
  const { source } = campaign
  const [texts, responses] = await Promise.all([
    findTexts([source.text, ...copies.map(copy => copy.text)]),
    findResponses([source.respondent, ...copies.map(copy => copy.respondent)]),
  ])
  const textOf = new Map(texts.map(text => [text._id, text]))
  const standing = new Map(
    responses.filter(response => response.state === 'submitted').map(response => [response._id, response]),
  )
  const path = `/desk/${campaign.consultation}/campaigns/${campaign.rank}`
  const last = copies.at(-1)
  return {
    href: path,
    letter: `/desk/${campaign.consultation}/letters/${source.text}`,
    number: campaign.rank + 1,
    senders: campaign.senders,
    shared: says(standing.get(source.respondent), source.text)
      ? piecesOf(textOf.get(source.text), source.spans).join(' […] ')
      : '',
    copies: copies.flatMap(copy => {
      const response = standing.get(copy.respondent)
      return response && says(response, copy.text) ? [copyRow(copy, response, textOf.get(copy.text))] : []
    }),
    next: last && copies.length === limit ? `${path}?after=${encodeURIComponent(last._id)}` : '',
  }
}

/** Whether somebody says this still: until the next search is done, the last one knows what they said before. */
function says(response: Response | undefined, text: string): boolean {
  return response !== undefined && currentTexts(response).includes(text)
}

function copyRow(copy: Copy, response: Response, text: Text | undefined) {
  return {
    reference: response.reference,
    href: `/desk/${copy.consultation}/responses/${copy.respondent}`,
    holds: `${Math.round(100 * copy.holds)} %`,
    added: piecesOf(text, copy.added),
  }
}

function piecesOf(text: Text | undefined, spans: Span[]): string[] {
  return spans.map(({ start, end }) => text?.text.slice(start, end) ?? '')
}
