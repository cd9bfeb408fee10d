import type { Speaker } from '../model.ts'
import { titles } from '../privacy/titledNames.ts'

/**
 * What an attribution may print of a speaker, tidied for print; empty where nothing may be said.
 * Everything that is printed of a person is made from this and from nothing else.
 */
export type Sayable = { name: string; role: string; sector: string; organisation: string }

const nothing: Sayable = { name: '', role: '', sector: '', organisation: '' }

/** Whether the respondent allows their words to be quoted at all. */
export function permits(speaker: Speaker): boolean {
  return speaker.choice !== 'none'
}

/**
 * What the speaker's choice lets a report print. Where something is missing, less is said and never more:
 * a name without a name falls back to the role, a role without a role to nothing. A role or sector that gives
 * the person's own name, organisation or address away is left out unless the choice is to be named.
 */
export function maySay(speaker: Speaker): Sayable {
  const named = speaker.choice === 'named' ? namedSayable(speaker) : nothing
  if (named.name !== '' || named.organisation !== '') return named
  if (speaker.choice !== 'role' && speaker.choice !== 'named') return nothing
  // What several people say is nobody's role.
  if (speaksForSeveral(speaker)) return { ...nothing, sector: keptOf(speaker.sector, speaker) }
  return { ...nothing, role: keptOf(speaker.role, speaker), sector: keptOf(speaker.sector, speaker) }
}

/** Whether the words are those of several people together: a joint answer, or the notes of an event. */
export function speaksForSeveral({ capacity }: Pick<Speaker, 'capacity'>): boolean {
  return capacity === 'joint' || capacity === 'notes'
}

function keptOf(words: string, speaker: Speaker): string {
  return identifies(words, speaker) ? '' : tidy(words)
}

/**
 * For an organisation's answer the name is the organisation's, and for that of several people it is theirs: the person
 * who typed it is not quoted.
 */
function namedSayable(speaker: Speaker): Sayable {
  const organisation = tidy(speaker.organisation)
  if (speaksForSeveral(speaker))
    return { ...nothing, organisation: tidy(speaker.behalf ?? '') || organisation }
  if (speaker.capacity === 'organisation') return { ...nothing, organisation }
  const name = tidy(speaker.name)
  return name === '' ? nothing : { ...nothing, name, organisation }
}

function tidy(words: string): string {
  return words.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').replace(/^[\s,;:.—–-]+|[\s,;:.—–-]+$/gu, '')
}

/** Whether the words hold a part of the speaker's name, their whole organisation, or an address. */
function identifies(words: string, speaker: Speaker): boolean {
  if (/@|https?:|www\./i.test(words)) return true
  const said = wordsOf(words)
  const names = wordsOf(speaker.name).filter(word => word.length > 2 && !titles.includes(word))
  if (names.some(name => said.includes(name))) return true
  return [speaker.organisation, speaker.behalf ?? '']
    .map(wordsOf)
    .some(body => body.length > 0 && ` ${said.join(' ')} `.includes(` ${body.join(' ')} `))
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  )
}
