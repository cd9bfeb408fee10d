import type { Speaker } from '../../model.ts'
import { comparedWords } from '../../privacy/own.ts'
import { ownName } from '../../privacy/ownName.ts'
import { ownOrganisation } from '../../privacy/ownOrganisation.ts'
import { isSmallWord } from '../../text/language/functionWords.ts'
import type { Context, DraftSentences } from './context.ts'
import { type Mention, mentionsIn } from './mentions.ts'

/** The mention that governs a passage: the nearest before it in its sentence, else the first after it. */
export function governingMention(draft: DraftSentences, { before, after }: Context): Mention | null {
  return mentionsIn(draft.masked, before).at(-1) ?? mentionsIn(draft.masked, after)[0] ?? null
}

/** Whether a mention names this speaker, by name or organisation. */
export function names({ words }: Mention, { name, organisation }: Speaker): boolean {
  return ownName(words, name).length > 0 || ownOrganisation(words, organisation).length > 0
}

/** The words of a mention that say who someone is: no articles, no small words. */
export function tellingWords(words: string): string[] {
  return Array.from(comparedWords(words), ({ form }) => form).filter(
    form => !isSmallWord(form) && form !== 'one',
  )
}

/** Whether a mention says of this speaker what they gave as their role and sector, or a part of it. */
export function describes({ words }: Mention, { role, sector }: Speaker): boolean {
  const given = new Set(tellingWords(`${role} ${sector}`))
  const said = tellingWords(words)
  return said.length > 0 && said.every(word => given.has(word))
}

/** Those of some speakers whom a mention names, or else describes. */
export function meantBy(mention: Mention | null, speakers: Speaker[]): Speaker[] {
  if (mention?.kind === 'named') return speakers.filter(speaker => names(mention, speaker))
  if (mention?.kind === 'role') return speakers.filter(speaker => describes(mention, speaker))
  return []
}
