import type { AttributionChoice, Speaker } from '../model.ts'
import { maySay, permits, type Sayable } from './maySay.ts'

/** How a report names a speaker: `who` as it stands inside a sentence, and the choice that it amounts to. */
export type Attribution = { who: string; shows: Exclude<AttributionChoice, 'none'> }

/**
 * The noun for a speaker inside a sentence: "one respondent", "a senior official in local government",
 * "Dr Ana Example, Some Organisation". It never says more than the speaker chose (see {@link maySay}).
 *
 * @throws Error when the speaker permits no quotation: ask {@link permits} first.
 */
export function attribute(speaker: Speaker): Attribution {
  if (!permits(speaker)) throw new Error(`attribute: respondent ${speaker.respondent} permits no quotation`)
  const say = maySay(speaker)
  if (say.name !== '' || say.organisation !== '') return { who: nameOf(say), shows: 'named' }
  if (say.role !== '' || say.sector !== '') return { who: roleOf(say), shows: 'role' }
  return { who: 'one respondent', shows: 'unnamed' }
}

/** The line that would be printed under a quote; with no words, an ellipsis stands for them. */
export function printedLine(speaker: Speaker, words = '…'): string {
  return `${inQuoteMarks(words)} — ${attribute(speaker).who}`
}

/** Words between curly double marks. Double marks inside them become single ones, as print has it. */
export function inQuoteMarks(words: string): string {
  const inner = words
    .replace(/“/g, '‘')
    .replace(/”/g, '’')
    .replace(/(^|[\s([{‘—–-])"(?=\S)/g, '$1‘')
    .replace(/"/g, '’')
  return `“${inner}”`
}

function nameOf({ name, organisation }: Sayable): string {
  return [name, organisation].filter(part => part !== '').join(', ')
}

function roleOf({ role, sector }: Sayable): string {
  const noun = role === '' ? 'one respondent' : withArticle(role)
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
