import { markedQuotes, type PublicationLine } from './store.ts'

/** The newest version of each report that prints words which were withdrawn since: what waits to be corrected. */
export function toCorrect(publications: PublicationLine[]): PublicationLine[] {
  const newest = new Map<string, PublicationLine>()
  for (const publication of publications) {
    const known = newest.get(publication.report)
    if (!known || known.version < publication.version) newest.set(publication.report, publication)
  }
  return [...newest.values()].filter(({ marks }) => markedQuotes(marks).length > 0)
}
