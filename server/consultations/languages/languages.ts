import { isLanguage, languages, written } from '../../http/languages/files.ts'
import type { Questionnaire } from '../questions.ts'
import type { Consultation } from '../store.ts'

/** The languages in which a consultation is asked, by tag; its texts are written in the first. */
export function languagesOf({
  languages: [first = written, ...others] = [],
}: Pick<Consultation, 'languages'>): [string, ...string[]] {
  return [first, ...others]
}

/**
 * The languages in which this version is asked: of those of the consultation the one in which it is written, and those
 * that stood in it when it was published. What these pages themselves say is in no language that has no file.
 */
export function offeredIn(
  consultation: Pick<Consultation, 'languages'>,
  { translations = {} }: Pick<Questionnaire, 'translations'>,
): [string, ...string[]] {
  const [first, ...others] = shownIn(consultation)
  return [first, ...others.filter(tag => Object.hasOwn(translations, tag))]
}

/** The languages of a consultation in which its pages can be shown, whether or not it is asked in them yet. */
export function shownIn(consultation: Pick<Consultation, 'languages'>): [string, ...string[]] {
  const [first, ...others] = languagesOf(consultation)
  return [first, ...others.filter(isLanguage)]
}

const names = new Intl.DisplayNames('en-GB', { type: 'language', fallback: 'code' })

/** What a language is called at the desk, as “Welsh”. */
export function languageNamed(tag: string): string {
  try {
    return names.of(tag) ?? tag
  } catch {
    return tag
  }
}

/** Those in which respondents’ pages can be shown. */
export const knownTags: readonly string[] = languages.map(({ tag }) => tag)
