import { noLongerAllowed } from './allowed.ts'
import { addMark, liftMark, markedQuotes, marksOf, type PublicationLine } from './store.ts'

/**
 * Marks a publication with the quotes whose respondents no longer allow what it prints of them, or of which words are
 * held back, and lifts the marks of those that may be shown again. Safe to repeat.
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
  const keys = gone.map(quote => quote.key)
  await liftOthers(_id, keys)
  return keys
}

/** Marks those of a respondent's quotes that are not marked yet: they may withdraw all after they refused one. */
async function markQuotes(publication: string, respondent: string, keys: string[]): Promise<void> {
  for (;;) {
    const marks = await marksOf(publication)
    const known = markedQuotes(marks)
    const quotes = keys.filter(key => !known.includes(key))
    if (quotes.length === 0) return
    if (await addMark(publication, marks.length, { respondent, quotes, at: new Date() })) return
  }
}

/** Lifts the marks of all quotes but these. */
async function liftOthers(publication: string, gone: string[]): Promise<void> {
  for (const [place, mark] of (await marksOf(publication)).entries()) {
    const again = markedQuotes([mark]).filter(quote => !gone.includes(quote))
    if (again.length > 0) await liftMark(publication, place, again)
  }
}
