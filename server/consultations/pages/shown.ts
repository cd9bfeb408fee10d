import { pageHtml } from '../../http/safeMarkdown.ts'
import type { Consultation } from '../store.ts'
import { composePage } from './compose.ts'
import { factsOf, type PageKind, writtenPage } from './store.ts'

/** A page of a consultation in Markdown: as an owner wrote it, or else as it is composed. */
async function pageText(consultation: Consultation, kind: PageKind): Promise<string> {
  const { text } = await writtenPage(consultation._id, kind)
  return text ?? composePage(kind, consultation, await factsOf(consultation._id))
}

/** The same as HTML, with nothing in it that could run. */
export async function pageShown(consultation: Consultation, kind: PageKind): Promise<string> {
  return pageHtml(await pageText(consultation, kind))
}

/** Where the pages of a consultation are, for the foot of its respondents' pages; undefined where it has none. */
export function pagesOf({ _id, kind }: Consultation): string | undefined {
  return kind === 'imported' ? undefined : `/c/${_id}`
}
