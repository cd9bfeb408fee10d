import { noLongerAllowed } from './allowed.ts'
import { addMark, type PublicationLine } from './store.ts'

/** Marks a publication with those who no longer allow what it prints of them. Safe to repeat. */
export async function markWithdrawn({ _id, quotes }: Pick<PublicationLine, '_id' | 'quotes'>): Promise<void> {
  const gone = await noLongerAllowed(quotes)
  for (const respondent of new Set(gone.map(quote => quote.respondent)))
    await addMark(_id, {
      respondent,
      quotes: gone.filter(quote => quote.respondent === respondent).map(quote => quote.key),
      at: new Date(),
    })
}
