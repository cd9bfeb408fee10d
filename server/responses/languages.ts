import { knownLanguages, mayBeEnglish } from '../../analysis/application.ts'
import { detectLanguage } from '../../analysis/index.ts'

/** A language without a code here: ISO 639's code for one that nobody coded. English rules leave it alone. */
const another = 'mis'

const languageNames = new Intl.DisplayNames('en-GB', { type: 'language', fallback: 'none' })
const scriptNames = new Intl.DisplayNames('en-GB', { type: 'script', fallback: 'none' })

/** The language of an answer, or of a quote from it. */
export type SpokenLanguage = {
  /** ISO 639-1, or `mis`; `und` where nobody gave it and it cannot be told. */
  code: string
  /** As it follows "in": "Welsh". */
  name: string
  /** Whether a person said so. */
  given: boolean
  /** Whether English stems and rules are kept from it. */
  foreign: boolean
  /** For the `lang` attribute of a page that is otherwise in English; empty where it says nothing. */
  tag: string
}

/** In what language something was said: as a person gave it for the answer, else as its words tell. */
export function spokenLanguage(words: string, given: string | undefined): SpokenLanguage {
  const code = given ?? detectLanguage(words).language
  const foreign = !mayBeEnglish(code)
  return {
    code,
    name: languageName(code),
    given: given !== undefined,
    foreign,
    tag: foreign && code !== another && !code.startsWith('und') ? code : '',
  }
}

/** What a language is called in English, as it follows "in". */
export function languageName(code: string): string {
  if (code === another) return 'another language'
  const [language = '', script = ''] = code.split('-')
  if (language !== 'und') return languageNames.of(code) ?? code
  return script
    ? `a language in ${scriptNames.of(script) ?? script} script`
    : 'a language that cannot be told'
}

/** The languages to choose from for an answer, by name; English first, and those without a name here last. */
export const languageChoices: readonly { code: string; name: string }[] = [
  { code: 'en', name: languageName('en') },
  ...knownLanguages
    .filter(code => code !== 'en')
    .map(code => ({ code, name: languageName(code) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB')),
  { code: another, name: 'Another language' },
]

/** The code of a language that is written as its code or as its English name ("cy", "cy-GB", "Welsh"). */
export function languageCode(written: string): string | undefined {
  const plain = written.trim().toLowerCase()
  const [letters = ''] = plain.split(/[-_]/, 1)
  const [code] = /^[a-z]{2,3}$/.test(letters) ? Intl.getCanonicalLocales(letters) : []
  return code && languageNames.of(code) ? code : codeOfName().get(plain)
}

let codes: Map<string, string> | undefined

/** English names of languages, in lower case, with their two letters. */
function codeOfName(): Map<string, string> {
  if (codes) return codes
  codes = new Map()
  const letters = Array.from({ length: 26 }, (_, n) => String.fromCharCode(97 + n))
  for (const code of letters.flatMap(first => letters.map(second => first + second))) {
    const name = languageNames.of(code)?.toLowerCase()
    if (name && !codes.has(name)) codes.set(name, code)
  }
  return codes
}
