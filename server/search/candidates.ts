import { countOn, respondentsOn } from '../coding/mentionStore.ts'
import { listResponses } from '../responses/store.ts'
import { countWith, respondentsWith } from '../responses/words/wordStore.ts'
import type { Need } from './needs.ts'
import type { CodedAs } from './query/condition.ts'

/** Some of those who may have written what is searched for, in the order of their ids. */
export type Candidates = { respondents: string[]; isLast: boolean }

/** Finds the candidates after a respondent; `limit` of them at most. */
export type NextCandidates = (after: string, limit: number) => Promise<Candidates>

/**
 * How to go through those who may have written what is searched for: by that of its needs which fewest have, found by
 * index, or through all where it needs nothing.
 */
export async function candidatesFor(
  consultation: string,
  needs: Need[],
  verdict: CodedAs,
): Promise<NextCandidates> {
  const counted = await Promise.all(
    needs.map(async need => ({ need, count: await countOf(consultation, need, verdict) })),
  )
  const [fewest] = counted.sort((a, b) => a.count - b.count)
  if (!fewest) return (after, limit) => everybody(consultation, after, limit)
  const { need } = fewest
  if (need.kind === 'themes')
    return async (after, limit) => {
      const lists = need.any.map(theme => respondentsOn(consultation, theme, verdict, after, limit))
      return together((await Promise.all(lists)).flat(), limit)
    }
  const others = needs.flatMap(other => (other.kind === 'keys' && other !== need ? [other.any] : []))
  return async (after, limit) => {
    const lists = need.any.map(key => respondentsWith(consultation, key, others, after, limit))
    return together(await Promise.all(lists), limit)
  }
}

async function countOf(consultation: string, { kind, any }: Need, verdict: CodedAs): Promise<number> {
  const counts = any.map(each =>
    kind === 'keys' ? countWith(consultation, each) : countOn(consultation, each, verdict),
  )
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
}

async function everybody(consultation: string, after: string, limit: number): Promise<Candidates> {
  const responses = await listResponses(consultation, after, limit)
  return { respondents: responses.map(({ _id }) => _id), isLast: responses.length < limit }
}

/** Joins lists that are each in order: as far as the shortest of those that go on was read, and `limit` at most. */
function together(lists: string[][], limit: number): Candidates {
  const goingOn = lists.filter(list => list.length >= limit).map(list => list.at(-1) ?? '')
  const until = goingOn.sort()[0]
  const all = [...new Set(lists.flat())].sort()
  const known = until === undefined ? all : all.filter(respondent => respondent <= until)
  return {
    respondents: known.slice(0, limit),
    isLast: until === undefined && known.length <= limit,
  }
}
