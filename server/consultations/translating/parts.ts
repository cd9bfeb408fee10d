import { NotFound } from '../../errors.ts'
import { type Building, buildingOf } from '../building/store.ts'
import { languagesOf } from '../languages/languages.ts'
import { ownTexts, writtenKey } from '../languages/ownTexts.ts'
import { type SourceText, textsOf } from '../languages/texts.ts'
import { type Gap, gapsIn, type Translation, translationsIn } from '../languages/translations.ts'
import { pageNames } from '../pages/page.ts'
import { pageKinds, writtenPage } from '../pages/store.ts'
import type { Consultation } from '../store.ts'

/** Texts that are translated on one form: the consultation’s own words, or a page of its questions. */
export type Part = {
  /** Its place in addresses, as `pages/about`. */
  path: string
  title: string
  texts: SourceText[]
}

/** What is translated of a consultation, as it is now. */
export type Translating = { consultation: Consultation; building: Building; parts: Part[] }

export const ownPath = 'own'

export async function translatingOf(consultation: Consultation): Promise<Translating> {
  const [building, written] = await Promise.all([buildingOf(consultation), writtenTexts(consultation._id)])
  const own = {
    path: ownPath,
    title: 'The consultation’s own words',
    texts: [...ownTexts(consultation), ...written],
  }
  const pages = building.pages.map(page => ({
    path: `pages/${page.id}`,
    title: page.title,
    texts: textsOf([page]),
  }))
  return { consultation, building, parts: [own, ...pages] }
}

/** The pages that an owner wrote in place of composed ones, which are in every language of the site. */
async function writtenTexts(consultation: string): Promise<SourceText[]> {
  const pages = await Promise.all(
    pageKinds.map(async kind => ({ kind, text: (await writtenPage(consultation, kind)).text })),
  )
  return pages.flatMap(({ kind, text }) =>
    text === null ? [] : [{ key: writtenKey(kind), text, what: `Page: ${pageNames[kind]}` }],
  )
}

/** What the texts of a part are in a language. */
export function translationsOf(
  { consultation, building }: Pick<Translating, 'consultation' | 'building'>,
  { path }: Pick<Part, 'path'>,
  tag: string,
): Translation[] {
  return translationsIn(path === ownPath ? consultation.translations : building.translations, tag)
}

/** What is missing or out of date in a language, part by part. */
export function gapsOf(translating: Translating, tag: string): { part: Part; gaps: Gap[] }[] {
  return translating.parts.map(part => ({
    part,
    gaps: gapsIn(part.texts, translationsOf(translating, part, tag)),
  }))
}

/** The languages that are translated into: those that it is asked in, and those that an import brought. */
export function translatedTags({
  consultation,
  building,
}: Pick<Translating, 'consultation' | 'building'>): string[] {
  const [first, ...others] = languagesOf(consultation)
  return [...new Set([...others, ...Object.keys(building.translations ?? {})])].filter(tag => tag !== first)
}

/** The language that an address names. @throws NotFound where nothing is translated into it */
export function tagNamed(translating: Translating, tag: unknown): string {
  const found = translatedTags(translating).find(each => each === tag)
  if (!found)
    throw new NotFound('This consultation is not translated into this language. Go back to its languages.')
  return found
}

/** The part that an address names. @throws NotFound where there is none, or none any more */
export function partNamed({ parts }: Translating, path: string): Part {
  const found = parts.find(part => part.path === path)
  if (!found) throw new NotFound('There is no such page any more. Go back to the languages.')
  return found
}
