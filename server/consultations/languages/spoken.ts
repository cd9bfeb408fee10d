import { currentLanguage } from '../../http/languages/current.ts'
import type { Questionnaire } from '../questions.ts'
import { type Consultation, questionnaireOf, recentConsultation } from '../store.ts'
import { languagesOf } from './languages.ts'
import { ownTexts, translatedConsultation } from './ownTexts.ts'
import { gapsIn, translatedPages, translationsIn } from './translations.ts'

/** The texts that stand in the language in which they were written, for lack of a translation, and its tag. */
export type Lacking = { tag: string; keys: ReadonlySet<string> }

/** A questionnaire in the language of now. */
export type Spoken = {
  questionnaire: Questionnaire
  /** The same as it was written, where that was in another language. */
  asWritten?: Questionnaire
  lacking?: Lacking
}

const made = new WeakMap<Questionnaire, Map<string, Spoken>>()

/** A version in the language of now. What is asked, and by which values it is answered, is the same in each. */
export function spokenQuestionnaire(
  consultation: Pick<Consultation, 'languages'>,
  asWritten: Questionnaire,
): Spoken {
  const [first] = languagesOf(consultation)
  const tag = currentLanguage()
  if (tag === first) return { questionnaire: asWritten }
  const known = made.get(asWritten) ?? new Map<string, Spoken>()
  made.set(asWritten, known)
  const found = known.get(`${first} ${tag}`)
  if (found) return found
  const { pages, missing } = translatedPages(asWritten.pages, translationsIn(asWritten.translations, tag))
  const spoken = {
    questionnaire: { ...asWritten, pages },
    asWritten,
    lacking: { tag: first, keys: missing },
  }
  known.set(`${first} ${tag}`, spoken)
  return spoken
}

/** A version of what a consultation asks in the language of now. */
export async function spokenVersion(consultation: string, version: number): Promise<Questionnaire> {
  const [found, asWritten] = await Promise.all([
    recentConsultation(consultation),
    questionnaireOf(consultation, version),
  ])
  return found ? spokenQuestionnaire(found, asWritten).questionnaire : asWritten
}

/** A consultation with its own words in the language of now, as far as they are translated. */
export function spokenConsultation(consultation: Consultation): Consultation {
  const tag = currentLanguage()
  if (tag === languagesOf(consultation)[0]) return consultation
  return translatedConsultation(consultation, translationsIn(consultation.translations, tag))
}

/** Which of a consultation’s own words are not translated into the language of now. */
export function lackingWords(consultation: Consultation): Lacking | undefined {
  const [first] = languagesOf(consultation)
  const tag = currentLanguage()
  if (tag === first) return undefined
  const translations = translationsIn(consultation.translations, tag)
  const gaps = gapsIn(ownTexts(consultation), translations).filter(({ why }) => why === 'missing')
  return { tag: first, keys: new Set(gaps.map(({ key }) => key)) }
}

/** For the `lang` attribute of a text: the language in which it stands, where that is not the language of now. */
export function langOf(lacking: Lacking | undefined, key: string): string | undefined {
  return lacking?.keys.has(key) ? lacking.tag : undefined
}
