import { listedFamilies } from '../text/families.ts'
import { sharedStart } from '../text/spelling.ts'

const families = listedFamilies()

/**
 * How the words of a family begin: each, in lower case and unless it is an odd spelling, has one of these as its
 * first letters.
 *
 * Porter's steps take letters off the end of a word, or put others there, of which only the last are not the
 * word's own: "i" for "y", "e" for "ing", "le" for "ility". Without these, a stem begins each of its words in
 * American spelling; and up to where spellings part, each in British too. Listed families name their words.
 *
 * @param family as `stem` names it
 */
export function startsOfFamily(family: string): string[] {
  const stem = family.replace(/(?:le|[iel])$/, '')
  return [stem, ...(families.get(family) ?? [])].map(sharedStart)
}
