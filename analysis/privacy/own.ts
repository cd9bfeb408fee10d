import type { Speaker } from '../model.ts'
import { isSmallWord } from '../text/language/functionWords.ts'
import { withoutAccents } from '../text/stem.ts'
import { wordForm } from '../text/tokens.ts'
import { WordScanner } from '../text/wordScanner.ts'
import { titles } from './titledNames.ts'

/** What the respondent gave of themselves; either may be empty. */
export type Own = Pick<Speaker, 'name' | 'organisation'>

/** A word of a text as names are compared: `form` without case, accents, apostrophes and possessive. */
export type ComparedWord = { start: number; end: number; form: string; written: string }

/** What stands before a name or after it and is no part of it. */
const titlesAndLetters = new Set([...titles, ...'rt mbe obe cbe phd msc bsc ba md'.split(' ')])
const companyForms = new Set('ltd limited plc llp cic cio inc'.split(' '))

/** Letters of names whose accent Unicode does not take off. */
const plain = new Map([
  ['ł', 'l'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['ı', 'i'],
])

const shortestAcronym = 3

/** The words of a text one by one, so that a long text does not become a long list. */
export function* comparedWords(text: string): Generator<ComparedWord> {
  const scanner = new WordScanner(text, 'parts')
  while (scanner.next()) {
    const { start } = scanner
    const whole = text.slice(start, scanner.end)
    const written = whole.replace(/['’ʼ]s?$/iu, '')
    yield { start, end: start + written.length, form: comparedForm(written), written }
  }
}

function comparedForm(written: string): string {
  return withoutAccents(wordForm(written))
    .replaceAll("'", '')
    .replace(/[łøđðı]/g, letter => plain.get(letter) ?? letter)
}

/** The words of a name, without titles and the letters after it: "Dr Zoë O’Neill-Brown" → zoe, oneill, brown. */
export function nameParts(name: string): string[] {
  return Array.from(comparedWords(name), ({ form }) => form).filter(form => !titlesAndLetters.has(form))
}

/** How an organisation may be written: its words in order, and the letters that it may be shortened to. */
export type OwnOrganisation = { phrases: string[][]; acronyms: Set<string>; oneWord: Set<string> }

/** "Example Valley Trust (EVT)" → its phrase, and EVT, both from the brackets and from its first letters. */
export function organisationForms(organisation: string): OwnOrganisation {
  const forms: OwnOrganisation = { phrases: [], acronyms: new Set(), oneWord: new Set() }
  for (const written of organisation.split(/[()]/)) {
    const words = Array.from(comparedWords(written)).filter(
      ({ form }) => !companyForms.has(form) && !isSkipped(form),
    )
    const [only] = words
    if (words.length > 1) {
      forms.phrases.push(words.map(({ form }) => form))
      const letters = words.filter(({ form }) => !isSmallWord(form)).map(({ form }) => form[0] ?? '')
      if (letters.length >= shortestAcronym) forms.acronyms.add(letters.join('').toUpperCase())
    } else if (only) forms.oneWord.add(only.written)
  }
  return forms
}

/** Words that may be there or not: "Smith & Sons", "Smith and Sons", "the Example Trust". */
export function isSkipped(form: string): boolean {
  return form === 'the' || form === 'and'
}
