import { respondents as counted } from '../../findings/quantifiers.ts'
import type { Cluster } from './result.ts'

/** How a campaign is counted: each of its respondents, or all of them as one voice. */
export type CampaignCount = 'each' | 'as one'

export type Voices = {
  /** The way that `voices` was counted. */
  campaigns: CampaignCount
  voices: number
  /** The count each way, whichever was asked for. */
  each: number
  asOne: number
  /** Respondents who sent nothing that is in a cluster. */
  independent: number
  /** Of those who sent a campaign's text, how many added words of their own. */
  withAdditions: number
  /** The clusters that some of the respondents are counted in, and how many of them. */
  clusters: { id: string; respondents: number; withAdditions: number }[]
  /** All of this as a sentence. */
  says: string
}

/** What somebody adds is words of their own from here on; fewer are a name, a date or a slip of the pen. */
const fewestAddedWords = 5

/**
 * Counts respondents with each campaign as one voice, or as many as sent it, and says which. Those who added words
 * of their own (five or more) are counted apart, for a reader may hold that they speak for themselves.
 *
 * @param clusters what `duplicates` found, the largest first; a respondent in several is counted in the first
 * @param respondents ids, each counted once: those with a position on a claim, say, or all
 * @example
 * const text = 'Keep the night ferry, which carries nurses to the island when no other boat sails.'
 * const answers = ['A', 'B'].map(respondent => ({ id: respondent, respondent, question: 'Views', text }))
 * voices(duplicates(answers).clusters, ['A', 'B', 'C'], 'as one').says
 * // '2 voices: 3 respondents, of whom 2 sent the text of 1 campaign, counted as one voice; 0 of them added words of their own.'
 */
export function voices(
  clusters: readonly Pick<Cluster, 'id' | 'members'>[],
  respondents: Iterable<string>,
  campaigns: CampaignCount,
): Voices {
  const rest = new Set(respondents)
  const each = rest.size
  const found = clusters.flatMap(({ id, members }) => {
    const own = members.filter(({ response }) => rest.delete(response))
    const added = own.filter(addsWords)
    return own.length === 0 ? [] : [{ id, respondents: own.length, withAdditions: added.length }]
  })
  const asOne = rest.size + found.length
  const withAdditions = found.reduce((sum, cluster) => sum + cluster.withAdditions, 0)
  const result = { each, asOne, independent: rest.size, withAdditions, clusters: found }
  return { campaigns, voices: campaigns === 'each' ? each : asOne, ...result, says: said(campaigns, result) }
}

function addsWords({ added }: Cluster['members'][number]): boolean {
  return added.some(({ text }) => text.split(/\s+/).length >= fewestAddedWords)
}

function said(
  campaigns: CampaignCount,
  { each, asOne, independent, withAdditions, clusters }: Counts,
): string {
  const count = campaigns === 'each' ? each : asOne
  const voicesOf = `${count} ${count === 1 ? 'voice' : 'voices'}: ${counted(each)}`
  if (clusters.length === 0) return `${voicesOf}, none of whom sent the text of a campaign.`
  const many = clusters.length === 1 ? '1 campaign' : `${clusters.length} campaigns`
  const way =
    campaigns === 'each' ? 'each counted' : `${clusters.length === 1 ? '' : 'each '}counted as one voice`
  return `${voicesOf}, of whom ${each - independent} sent the text of ${many}, ${way}; ${withAdditions} of them added words of their own.`
}

type Counts = Omit<Voices, 'campaigns' | 'voices' | 'says'>
