import { noLongerAllowed } from './allowed.ts'
import { addMark, marksOf, type PublicationLine } from './store.ts'

/**
 * Marks a publication with the quotes whose respondents no longer allow what it prints of them. Safe to repeat.
 *
 * @returns the names of all such quotes
 */
export async function markWithdrawn({
  _id,
  quotes,
}: Pick<PublicationLine, '_id' | 'quotes'>): Promise<string[]> {
  const gone = await noLongerAllowed(quotes)
  for (const respondent of new Set(gone.map(quote => quote.respondent)))
    await markQuotes(
      _id,
      respondent,
      gone.filter(quote => quote.respondent === respondent).map(quote => quote.key),
    )
  return gone.map(quote => quote.key)
}

/** Marks those of a respondent's quotes that are not marked yet: they may withdraw all after they refused one. */
async function markQuotes(publication: string, respondent: string, keys: string[]): Promise<void> {
  for (;;) {
    const marks = await marksOf(publication)
    const known = marks.flatMap(mark => mark.quotes)
    const quotes = keys.filter(key => !known.includes(key))
    if (quotes.length === 0) return
    if (await addMark(publication, marks.length, { respondent, quotes, at: new Date() })) return
  }
}
