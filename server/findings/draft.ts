import { fragmentShape, losesCapital } from '../../analysis/application.ts'
import type { Edit } from '../../analysis/index.ts'
import { styleOf } from '../consultations/style/store.ts'
import { type CountFacts, codingsFor, readCountFacts } from './count.ts'
import { createFinding, nameOf } from './create.ts'
import { draftWords, type Proposal } from './propose.ts'
import { offersFor } from './quotes/candidates.ts'
import type { Finding } from './store.ts'

/** How many quotes a draft begins with, for its claim and against it. */
const quotesOfDraft = { quote: 3, counter: 1 }

/**
 * Makes a proposal a draft finding about these questions, which names its themes in the order in which they were
 * raised, with quotes chosen for it that go into a sentence where they can.
 */
export async function draftFrom(
  consultation: string,
  { themes: proposed, match }: Pick<Proposal, 'themes' | 'match'>,
  scope: string[],
): Promise<Finding> {
  const facts = await readCountFacts(consultation, [{ themes: proposed.map(theme => theme.id) }])
  const themes = mostRaisedFirst(proposed, scope, facts)
  const given = {
    consultation,
    ...draftWords({ themes }, await styleOf(consultation)),
    themes: themes.map(theme => theme.id),
    match,
    scope,
  }
  const offers = await offersFor(given, facts, [], quotesOfDraft)
  const quotes = offers.map(({ text, start, end, side, words }) => ({
    text,
    start,
    end,
    side,
    edits: workedIn(words),
  }))
  const key = themes.map(theme => theme.name).join(' ')
  return (await createFinding({ ...given, key: nameOf(key), quotes })).finding
}

function mostRaisedFirst(themes: Proposal['themes'], scope: string[], facts: CountFacts): Proposal['themes'] {
  const raised = new Map(
    themes.map(({ id }) => [
      id,
      new Set(
        codingsFor({ themes: [id], scope }, facts)
          .filter(coding => coding.verdict === 'accepted')
          .map(coding => coding.respondent),
      ).size,
    ]),
  )
  return themes.toSorted((a, b) => (raised.get(b.id) ?? 0) - (raised.get(a.id) ?? 0))
}

/** A sentence that reads on after "wrote that" loses its capital, unless that is a name's. */
function workedIn(words: string): Edit[] {
  const lowered = words.charAt(0).toLowerCase() + words.slice(1)
  return losesCapital(words) && fragmentShape(lowered) !== 'whole' ? [{ kind: 'case', to: 'lower' }] : []
}
