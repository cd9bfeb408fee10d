import { currentLanguage } from '../../http/languages/current.ts'
import { pageHtml } from '../../http/safeMarkdown.ts'
import { languagesOf } from '../languages/languages.ts'
import { writtenKey } from '../languages/ownTexts.ts'
import { translationsIn } from '../languages/translations.ts'
import type { Consultation } from '../store.ts'
import { composePage } from './compose.ts'
import { factsOf, type PageKind, writtenPage } from './store.ts'

/**
 * A page of a consultation as HTML, with nothing in it that could run: as an owner wrote it, in the language of now
 * where that is translated, or else as it is composed.
 */
export async function pageShown(consultation: Consultation, kind: PageKind): Promise<string> {
  const { text } = await writtenPage(consultation._id, kind)
  if (text === null) return pageHtml(composePage(kind, consultation, await factsOf(consultation._id)))
  const [first] = languagesOf(consultation)
  if (currentLanguage() === first) return pageHtml(text)
  const translations = translationsIn(consultation.translations, currentLanguage())
  const translation = translations.find(({ key }) => key === writtenKey(kind))
  return translation ? pageHtml(translation.text) : `<div lang="${first}">${pageHtml(text)}</div>`
}

/** Where the pages of a consultation are, for the foot of its respondents' pages; undefined where it has none. */
export function pagesOf({ _id, kind }: Consultation): string | undefined {
  return kind === 'imported' ? undefined : `/c/${_id}`
}
