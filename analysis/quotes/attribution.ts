import type { AttributionChoice, Capacity, Speaker } from '../model.ts'
import { britishStyle, contributorNoun, type HouseStyle } from './houseStyle.ts'
import { maySay, permits, type Sayable } from './maySay.ts'
import { inQuoteMarks } from './printed.ts'

type Contributors = Pick<HouseStyle, 'contributors'>

/** How a report names a speaker: `who` as it stands inside a sentence, and the choice that it amounts to. */
export type Attribution = { who: string; shows: Exclude<AttributionChoice, 'none'> }

/**
 * The noun for a speaker inside a sentence: "one respondent", "a senior official in local government",
 * "Dr Ana Example, Some Organisation". It never says more than the speaker chose (see {@link maySay}).
 *
 * @param style what a house calls those who answered
 * @throws Error when the speaker permits no quotation: ask {@link permits} first.
 */
export function attribute(speaker: Speaker, style: Contributors = britishStyle): Attribution {
  if (!permits(speaker)) throw new Error(`attribute: respondent ${speaker.respondent} permits no quotation`)
  const say = maySay(speaker)
  if (say.name !== '' || say.organisation !== '')
    return { who: `${before[speaker.capacity] ?? ''}${nameOf(say)}`, shows: 'named' }
  if (say.role !== '' || say.sector !== '') return { who: roleOf(say, style), shows: 'role' }
  return { who: `one ${contributorNoun(1, style)}`, shows: 'unnamed' }
}

/** Whether a speaker's attribution ends in an organisation that stands behind their name, between commas. */
export function endsInAside(speaker: Speaker): boolean {
  const { name, organisation } = maySay(speaker)
  return name !== '' && organisation !== ''
}

/**
 * An attribution as it stands before what follows: the comma before an organisation has another behind it where the
 * sentence goes on, "Dr Ana Example, Some Organisation, wrote".
 *
 * @param aside whether it ends in one (see {@link endsInAside})
 */
export function beforeWords(who: string, aside: boolean, following: string): string {
  return aside && /^\s+[\p{L}\p{N}]/u.test(following) ? `${who},` : who
}

/** The line that would be printed under a quote; with no words, an ellipsis stands for them. */
export function printedLine(speaker: Speaker, words = '…', style: HouseStyle = britishStyle): string {
  return `${inQuoteMarks(words, style)} — ${attribute(speaker, style).who}`
}

/** What stands before the names of those on whose behalf somebody speaks. */
const before: Partial<Record<Capacity, string>> = { joint: 'a joint answer by ', notes: 'notes of ' }

function nameOf({ name, organisation }: Sayable): string {
  return [name, organisation].filter(part => part !== '').join(', ')
}

function roleOf({ role, sector }: Sayable, style: Contributors): string {
  const noun = role === '' ? `one ${contributorNoun(1, style)}` : withArticle(role)
  if (sector === '' || wordsEnd(noun, sector)) return noun
  return `${noun} in ${sector}`
}

/** True where the role already ends in its sector, so that it is not said twice. */
function wordsEnd(role: string, sector: string): boolean {
  return role.toLowerCase().endsWith(` in ${sector.toLowerCase()}`)
}

/** A role in the form it takes inside a sentence: with an article, which is in lower case. */
function withArticle(role: string): string {
  if (/^(?:an?|the|one|another|our|my)\s/i.test(role)) {
    return role.replace(/^(?:an?|the|one|another|our|my)(?=\s)/i, article => article.toLowerCase())
  }
  return `${startsWithVowelSound(role) ? 'an' : 'a'} ${role}`
}

function startsWithVowelSound(word: string): boolean {
  const [first = ''] = word.split(/[\s-]/)
  if (/^[A-Z]{2,}s?$/.test(first)) return /^[AEFHILMNORSX]/.test(first)
  if (/^(?:eu|one|uni|use|usu|uti|u[^a-z])/i.test(first)) return false
  return /^(?:[aeiou]|hono|hour|heir)/i.test(first)
}
