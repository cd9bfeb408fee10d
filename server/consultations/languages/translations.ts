import type { Page } from '../questions.ts'
import { type SourceText, textsOf, withTexts } from './texts.ts'

/** A text in another language than that in which it was written. */
export type Translation = {
  /** Which text: see texts.ts and ownTexts.ts. */
  key: string
  text: string
  /** What it translates, as it read then: where that reads otherwise by now, the translation is out of date. */
  of: string
}

/** Translations by the tag of their language, such as `cy`. A list, as the value of an option may hold any sign. */
export type Translations = Record<string, Translation[]>

/** A text that a language lacks, or whose translation is of words that were changed since. */
export type Gap =
  | (SourceText & { why: 'missing' })
  | (SourceText & { why: 'outdated'; translation: Translation })

export function translationsIn(translations: Translations | undefined, tag: string): Translation[] {
  return translations && Object.hasOwn(translations, tag) ? (translations[tag] ?? []) : []
}

/** Pages in another language, and the keys of what stays as it was written, since it is not translated. */
export function translatedPages(
  pages: readonly Page[],
  translations: readonly Translation[],
): { pages: Page[]; missing: ReadonlySet<string> } {
  const known = byKey(translations)
  const missing = new Set<string>()
  const say = ({ key, text }: SourceText) => {
    const found = known.get(key)
    if (!found) missing.add(key)
    return found?.text ?? text
  }
  return { pages: pages.map(page => withTexts(page, say)), missing }
}

/** What of these texts is not translated, or was changed since it was. */
export function gapsIn(texts: readonly SourceText[], translations: readonly Translation[]): Gap[] {
  const known = byKey(translations)
  return texts.flatMap((text): Gap[] => {
    const translation = known.get(text.key)
    if (!translation) return [{ ...text, why: 'missing' }]
    return translation.of === text.text ? [] : [{ ...text, why: 'outdated', translation }]
  })
}

/**
 * What is published of translations beside these pages: of what they ask alone, in their order.
 *
 * @param languages in which it is asked beside the one it is written in: each stands there, also where it has no text
 */
export function frozenTranslations(
  pages: readonly Page[],
  translations: Translations | undefined,
  languages: readonly string[],
): Translations | undefined {
  const keys = textsOf(pages).map(({ key }) => key)
  const frozen = [...new Set([...languages, ...Object.keys(translations ?? {})])].sort().flatMap(tag => {
    const known = byKey(translationsIn(translations, tag))
    const kept = keys.flatMap(key => known.get(key) ?? [])
    return kept.length > 0 || languages.includes(tag) ? [[tag, kept] as const] : []
  })
  return frozen.length > 0 ? Object.fromEntries(frozen) : undefined
}

/** The same with these in place of those of their keys; an empty text takes its translation away. */
export function withTranslations(
  translations: Translations | undefined,
  tag: string,
  changed: readonly Translation[],
): Translations {
  const known = byKey(translationsIn(translations, tag))
  for (const { key, text, of } of changed) {
    if (text === '') known.delete(key)
    else known.set(key, { key, text, of })
  }
  return { ...translations, [tag]: [...known.values()] }
}

/** The same with what `added` says, in each of its languages, in place of what was there. */
export function joinedTranslations(before: Translations | undefined, added: Translations = {}): Translations {
  return Object.entries(added).reduce<Translations>(
    (joined, [tag, list]) => withTranslations(joined, tag, list),
    before ?? {},
  )
}

function byKey(translations: readonly Translation[]): Map<string, Translation> {
  return new Map(translations.map(translation => [translation.key, translation]))
}
