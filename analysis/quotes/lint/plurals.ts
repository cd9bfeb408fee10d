import { peopleIn } from '../../findings/wording/people.ts'
import { fewestForPlural } from '../../findings/wording/words.ts'
import { countInWords } from '../houseStyle.ts'

/** Bare plurals ("our respondents", "others") of a sentence, with no figure that says how many they are. */
export function barePlurals(sentence: string): { words: string; end: number }[] {
  if (/\(\s*\d[\d,]*[^()]*\)|\b\d[\d,]*\s+(?:out\s+)?of\b/u.test(sentence)) return []
  return peopleIn(sentence)
    .filter(({ quantity, start }) => quantity === '' && !/\bof\s*$/iu.test(sentence.slice(0, start)))
    .map(({ start, end }) => ({ words: sentence.slice(start, end), end }))
}

/** What is said of a bare plural that so many respondents were quoted for; empty where that is enough. */
export function pluralWarning(words: string, quoted: number): string[] {
  if (quoted >= fewestForPlural) return []
  const shown =
    quoted === 0
      ? 'none is quoted for it here'
      : `${countInWords(quoted)} ${quoted === 1 ? 'is' : 'are'} quoted for it here`
  return [
    `“${words}” needs at least ${countInWords(fewestForPlural)} who said so, besides anyone just named: ${shown}. Give the count, or say who.`,
  ]
}
