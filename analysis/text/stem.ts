import stemmers from 'natural/lib/natural/stemmers/index.js'
import { detached } from './detached.ts'
import { listedFamily } from './families.ts'
import { americanSpelling } from './spelling.ts'
import { beyondAscii, wordForm } from './tokens.ts'

/** Longer words (code units) are taken as they are: they are no English words, and Porter's rules slow on them. */
const longestStemmed = 40

/** How many words are remembered; the memory is emptied when full, so a flood of odd words cannot fill it. */
const mostRemembered = 50_000
const remembered = new Map<string, string>()

/**
 * The family of an English word: words of one family have the same stem (organise, organization and
 * organizational; hierarchy and hierarchical). Spelling, accents, possessives and the stops of "U.K." make no
 * difference. Words of other scripts, numbers and addresses are their own family.
 *
 * Porter, "An algorithm for suffix stripping" (1980), with this field's exceptions in families.ts.
 *
 * @param word one word, in any case
 * @returns a name for the family, which need not be a word
 */
export function stem(word: string): string {
  const known = remembered.get(word)
  if (known !== undefined) return known
  if (word.length > longestStemmed) return familyOf(word)
  const own = detached(word)
  const family = familyOf(own)
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(own, family)
  return family
}

function familyOf(word: string): string {
  const form = wordForm(word)
  if (form.length > longestStemmed) return form
  const plain = withoutAccents(form)
    .replace(/^_+|_+$/g, '')
    .replace(/'s$|'$/, '')
  const bare = /^(?:\p{L}\.)+\p{L}?$/u.test(plain) ? plain.replaceAll('.', '') : plain
  if (!/^[a-z]+$/.test(bare)) return bare === '' ? form : bare
  const american = americanSpelling(bare)
  return listedFamily(american) ?? stemmers.PorterStemmer.stem(american)
}

/** Without the accents of Latin letters: café → cafe. Other scripts keep their marks, which are letters there. */
export function withoutAccents(word: string): string {
  if (!beyondAscii.test(word)) return word
  return /(?!\p{ASCII})\p{Script=Latin}/u.test(word) || /\p{Script=Latin}\p{Mark}/u.test(word)
    ? word
        .normalize('NFD')
        .replace(/(?<=\p{Script=Latin})\p{Mark}+/gu, '')
        .normalize('NFC')
    : word
}
