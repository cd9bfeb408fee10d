import type { Coding, Span } from '../model.ts'
import { britishStyle, countInWords, type HouseStyle } from '../quotes/houseStyle.ts'
import { capitalised } from '../quotes/lead.ts'
import { respondents as counted } from './quantifiers.ts'

/** One respondent's copy of a campaign's text: the answer that holds it, and what they added there in their own words. */
export type Letter = { respondent: string; campaign: string; text: string; added: Span[] }

/** A claim's count with each campaign as one voice, beside the count of everybody. */
export type CampaignCount = {
  /** Campaigns whose text at least two of those who are counted over sent. */
  campaigns: number
  /** Those who sent one, and how many of these support the claim. */
  senders: number
  supporters: number
  /** Of the supporters, how many say so in words that are not the campaign's. */
  ownWords: number
  /** Everybody's voice, but one for each campaign; it supports the claim where any of its senders does. */
  asOne: { supports: number; of: number }
}

export type CampaignCountInput = {
  /** Those who support the claim, and how many respondents they are counted over. */
  supporters: Iterable<string>
  of: number
  /** Copies sent by those who are counted over, the largest campaign first: a respondent of several is in the first. */
  letters: readonly Letter[]
  /** The accepted codings by which they support it. */
  supporting: readonly Pick<Coding, 'respondent' | 'text' | 'start' | 'end'>[]
}

/**
 * Counts a claim with each campaign as one voice. Whoever sent a letter and supports the claim by a passage that is
 * not the letter's, in what they added to it or in another answer, is counted apart: a reader may hold that they
 * speak for themselves. A passage is theirs where more than half of it lies in what they added.
 */
export function campaignCount({ supporters, of, letters, supporting }: CampaignCountInput): CampaignCount {
  const supports = new Set(supporters)
  const campaigns = sendersByCampaign(letters)
  const senders = campaigns.flatMap(own => [...own])
  const inSupport = senders.filter(respondent => supports.has(respondent))
  const byOwnWords = new Set(ownPassages(letters, supporting).filter(respondent => supports.has(respondent)))
  return {
    campaigns: campaigns.length,
    senders: senders.length,
    supporters: inSupport.length,
    ownWords: inSupport.filter(respondent => byOwnWords.has(respondent)).length,
    asOne: {
      supports:
        supports.size -
        inSupport.length +
        campaigns.filter(own => [...own].some(respondent => supports.has(respondent))).length,
      of: of - senders.length + campaigns.length,
    },
  }
}

/** Each campaign's senders; one that a single respondent is left in is no campaign here. */
function sendersByCampaign(letters: readonly Letter[]): Set<string>[] {
  const placed = new Set<string>()
  const campaigns = new Map<string, Set<string>>()
  for (const { respondent, campaign } of letters) {
    if (placed.has(respondent)) continue
    placed.add(respondent)
    campaigns.set(campaign, (campaigns.get(campaign) ?? new Set()).add(respondent))
  }
  return [...campaigns.values()].filter(own => own.size > 1)
}

/** Respondents of passages that are not a campaign's. */
function ownPassages(letters: readonly Letter[], supporting: CampaignCountInput['supporting']): string[] {
  const added = new Map<string, Span[]>()
  for (const letter of letters) added.set(letter.text, letter.added)
  return supporting.flatMap(({ respondent, text, start, end }) => {
    const own = added.get(text)
    const theirs = own?.reduce((sum, span) => sum + overlap(span, { start, end }), 0) ?? end - start
    return theirs * 2 > end - start ? [respondent] : []
  })
}

function overlap(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start))
}

/**
 * The count both ways in sentences: "Six people sent one letter and are counted as six; with the letter as one voice
 * it is 22 of 53. Two of them also say so in words of their own." Where there is no campaign, that.
 */
export function campaignWords(
  { campaigns, senders, supporters, ownWords, asOne }: CampaignCount,
  style: Pick<HouseStyle, 'numerals'> = britishStyle,
): string {
  if (campaigns === 0) return 'Nobody counted sent the same text as another.'
  const people = countInWords(senders, style)
  const letters = campaigns === 1 ? 'one letter' : `one of ${countInWords(campaigns, style)} letters`
  const each = campaigns === 1 ? 'the letter' : 'each letter'
  const sent = `${capitalised(people)} people sent ${letters} and are counted as ${people}; with ${each} as one voice it is ${asOne.supports} of ${counted(asOne.of)}.`
  const few = supporters === 0 ? 'None' : capitalised(countInWords(supporters, style))
  const verb = supporters < 2 ? 'supports' : 'support'
  const inSupport = supporters === senders ? [] : [`${few} of them ${verb} the claim.`]
  const who = supporters === senders ? 'of them' : 'of these'
  const own =
    ownWords === 0
      ? []
      : [
          `${capitalised(countInWords(ownWords, style))} ${who} also ${ownWords === 1 ? 'says' : 'say'} so in words of their own.`,
        ]
  return [sent, ...inSupport, ...own].join(' ')
}
