import { countInWords } from '../lead.ts'
import { people, reporting } from './mentions.ts'

const plural = new RegExp(
  `(?<![\\p{L}\\d])(?:(?:our|the|these|other|expert)\\s+){1,3}(?:${people})s(?!\\p{L})|^\\s*(?:Expert\\s+)?(?:${people})s(?!\\p{L})|(?<!\\p{L})others(?=(?:\\s+\\p{L}+){0,2}\\s+(?:${reporting})(?!\\p{L}))`,
  'giu',
)
const fewestForPlural = 3

/** Bare plurals ("our respondents", "others") of a sentence, with no figure that says how many they are. */
export function barePlurals(sentence: string): { words: string; end: number }[] {
  return [...sentence.matchAll(plural)].flatMap(match => {
    const before = sentence.slice(0, match.index)
    const isCounted =
      /\bof\s*$/iu.test(before) || /\(\s*\d[\d,]*[^()]*\)|\b\d[\d,]*\s+(?:out\s+)?of\b/u.test(sentence)
    return isCounted ? [] : [{ words: match[0].trim(), end: match.index + match[0].length }]
  })
}

/** What is said of a bare plural that so many respondents were quoted for; empty where that is enough. */
export function pluralWarning(words: string, quoted: number): string[] {
  if (quoted >= fewestForPlural) return []
  const shown =
    quoted === 0
      ? 'none is quoted for it here'
      : `${countInWords(quoted)} ${quoted === 1 ? 'is' : 'are'} quoted for it here`
  return [
    `“${words}” needs at least ${countInWords(fewestForPlural)} respondents who said so, besides anyone just named: ${shown}. Give the count, or say who.`,
  ]
}
