import { styleOf } from '../consultations/style/store.ts'
import { readCountFacts } from './count.ts'
import { createFinding, nameOf } from './create.ts'
import { draftWords, type Proposal } from './propose.ts'
import { offersFor } from './quotes/candidates.ts'
import type { Finding } from './store.ts'

/** How many quotes a draft begins with, for its claim and against it. */
const quotesOfDraft = { quote: 3, counter: 1 }

/** Makes a proposal a draft finding about these questions, with quotes chosen for it. */
export async function draftFrom(
  consultation: string,
  { themes, match }: Pick<Proposal, 'themes' | 'match'>,
  scope: string[],
): Promise<Finding> {
  const given = {
    consultation,
    ...draftWords({ themes }, await styleOf(consultation)),
    themes: themes.map(theme => theme.id),
    match,
    scope,
  }
  const facts = await readCountFacts(consultation, [given])
  const offers = await offersFor(given, facts, [], quotesOfDraft)
  const quotes = offers.map(({ text, start, end, side }) => ({ text, start, end, side, edits: [] }))
  const key = themes.map(theme => theme.name).join(' ')
  return (await createFinding({ ...given, key: nameOf(key), quotes })).finding
}
