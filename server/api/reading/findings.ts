import type { Consultation } from '../../consultations/store.ts'
import { type CountedFinding, countFindings } from '../../findings/count.ts'
import { missingFrom } from '../../findings/missing.ts'
import { type QuoteSource, sourcesOf } from '../../findings/quotes/sources.ts'
import { standingOf } from '../../findings/quotes/standing.ts'
import { listQuotes } from '../../findings/quotes/store.ts'
import { shareIn } from '../../findings/share.ts'
import { stateNow } from '../../findings/states.ts'
import { listFindings } from '../../findings/store.ts'
import type { Asked, Part } from '../paging.ts'

/** A part of the findings in the order of their names, each with its count as it is now. */
export async function findingsPart({ _id }: Consultation, { after, limit }: Asked) {
  const left = (await listFindings(_id)).filter(({ key }) => key > after)
  const read = left.slice(0, limit)
  const [counted, sources] = await Promise.all([
    countFindings(_id, read),
    listQuotes(_id).then(quotes =>
      sourcesOf(quotes.filter(({ finding }) => read.some(each => each._id === finding))),
    ),
  ])
  const part: Part<ReturnType<typeof viewOf>> = {
    items: counted.map(each =>
      viewOf(
        each,
        sources.filter(({ quote }) => quote.finding === each.finding._id),
      ),
    ),
  }
  return left.length > read.length ? { ...part, next: read.at(-1)?.key } : part
}

function viewOf(counted: CountedFinding, sources: QuoteSource[]) {
  const { finding, count, themes, prompted } = counted
  const { _id, key, statement, text, state, match, scope } = finding
  const { of, supports, opposes, mixed, mentions, coded } = count
  const { unaided, acceptedFromMachine, unreviewed } = coded
  return {
    ...{ id: _id, key, statement, text },
    state: stateNow(state, missingFrom(counted, sources.map(standingOf)).length > 0),
    ...{ themes, match, scope },
    share: shareIn(counted),
    count: {
      ...{ of, supports, opposes, mixed, mentions },
      unprompted: supports - prompted,
      coded: { unaided, acceptedFromMachine, unreviewed },
    },
  }
}
