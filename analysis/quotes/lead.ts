import type { Speaker } from '../model.ts'
import { attribute, beforeWords, endsInAside } from './attribution.ts'
import { britishStyle, contributorNoun, countInWords, type HouseStyle } from './houseStyle.ts'

/**
 * Puts a speaker into the words that lead up to a quote: `{who}` in "{who} called it" becomes
 * "one respondent", or "One respondent" where the sentence starts there. `{Who}` is always capitalised.
 * The verb is the author's and is left alone.
 *
 * @param startsSentence whether `template` itself begins a sentence (see {@link opensSentence})
 * @param aside whether `who` ends in an organisation behind a name: a verb does not follow it without a comma
 * @throws Error when the template has no `{who}`.
 */
export function leadWords(template: string, who: string, startsSentence: boolean, aside = false): string {
  if (!/\{who\}/i.test(template)) throw new Error(`leadWords: “${template}” has no {who} in it`)
  return template.replace(/\{who\}/gi, (place, offset: number) => {
    const opens =
      place === '{Who}' || (offset === 0 ? startsSentence : opensSentence(template.slice(0, offset)))
    const closed = beforeWords(who, aside, template.slice(offset + place.length))
    return opens ? capitalised(closed) : closed
  })
}

/** Whether what follows `before` begins a sentence: at the start of a text or line, or after a full stop. */
export function opensSentence(before: string): boolean {
  return /(?:^|\n|[.!?…]["'”’)\]*_]*(?:\[\^[^\]\s]*\])*\s)[\s>#*_-]*$/u.test(before)
}

type People = Pick<HouseStyle, 'contributors' | 'numerals'>
type TogetherOptions = { already?: boolean; counted?: boolean; style?: People }

/** The same words with their first letter as a capital. */
export function capitalised(words: string): string {
  return words.replace(/^[^\p{L}\p{N}]*\p{L}/u, start => start.toUpperCase())
}

/**
 * The noun for several speakers at once, each respondent counted once: "two respondents",
 * "an adviser in a combined authority and one respondent", "Dr Ana Example, Some Organisation, and two respondents".
 * With `already`, some were quoted before: the unnamed among these are "others", or "another respondent"; and with
 * `counted` they are "two others", since "others" alone speaks for more than are quoted. `style` says what they are
 * called and how they are counted.
 *
 * @throws Error when there are none, or when one of them permits no quotation.
 */
export function attributeAll(
  speakers: Speaker[],
  { already = false, counted = false, style = britishStyle }: TogetherOptions = {},
): string {
  if (speakers.length === 0) throw new Error('attributeAll: there are no speakers')
  const { described, unnamed } = apart(speakers)
  const named = described.map(speaker => attribute(speaker, style).who)
  const parts = unnamed === 0 ? named : [...named, unnamedGroup(unnamed, already, counted, style)]
  const before = described[parts.length - 2]
  if (!before || !endsInAside(before)) return listed(parts)
  const stop = parts.length > 2 ? ';' : ','
  return listed(parts.map((part, i) => (i === parts.length - 2 ? part + stop : part)))
}

/** Whether that noun ends in an organisation behind a name. */
export function endsTogetherInAside(speakers: Speaker[]): boolean {
  const { described, unnamed } = apart(speakers)
  const last = described.at(-1)
  return unnamed === 0 && last !== undefined && endsInAside(last)
}

/** Each speaker once: those of whom something is said, and how many are only counted. */
function apart(speakers: Speaker[]): { described: Speaker[]; unnamed: number } {
  const each = [...new Map(speakers.map(speaker => [speaker.respondent, speaker])).values()]
  const described = each.filter(speaker => attribute(speaker).shows !== 'unnamed')
  return { described, unnamed: each.length - described.length }
}

function unnamedGroup(count: number, already: boolean, counted: boolean, style: People): string {
  if (already && count > 1) return counted ? `${countInWords(count, style)} others` : 'others'
  const number = already ? 'another' : countInWords(count, style)
  return `${number} ${contributorNoun(count, style)}`
}

/** "a", "a and b", "a, b and c"; with semicolons where a part has a comma of its own. */
export function listed(parts: string[]): string {
  const between = parts.slice(0, -1).some(part => part.includes(',')) ? '; ' : ', '
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(between)} and ${last}`
}

/** Words without their capital, unless it belongs to them, as in "NHS": "Local government" → "local government". */
export function inSentence(words: string): string {
  return /^\p{Lu}\p{Ll}/u.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words
}
