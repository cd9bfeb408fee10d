import type { Detail } from './detail.ts'
import { type ComparedWord, comparedWords, isSkipped, organisationForms } from './own.ts'

const why = 'This is the organisation that the respondent gave.'

/**
 * The respondent's own organisation in their text: its words in any case, with or without accents, "the",
 * "and" and "Ltd"; the letters that it is shortened to, in capitals; and where its name is a single word, that
 * word with its capital, at the beginning of a sentence too.
 */
export function ownOrganisation(text: string, organisation: string): Detail[] {
  const { phrases, acronyms, oneWord } = organisationForms(organisation)
  if (phrases.length === 0 && oneWord.size === 0) return []
  const found: Detail[] = []
  const longest = Math.max(1, ...phrases.map(phrase => phrase.length))
  const latest: ComparedWord[] = []
  for (const word of comparedWords(text)) {
    if (isSkipped(word.form)) continue
    latest.push(word)
    if (latest.length > longest) latest.shift()
    if (acronyms.has(word.written) || oneWord.has(word.written)) {
      found.push({ kind: 'organisation', start: word.start, end: word.end, why })
    }
    for (const phrase of phrases) {
      const first = latest[latest.length - phrase.length]
      if (first && phrase.every((form, at) => latest[latest.length - phrase.length + at]?.form === form)) {
        found.push({ kind: 'organisation', start: first.start, end: word.end, why })
      }
    }
  }
  return found
}
