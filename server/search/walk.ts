import { candidatesFor } from './candidates.ts'
import { findIn, type Hit, type ReadySearch } from './find.ts'
import { addMade, type Made, madeOn, nothingMade } from './made.ts'
import { needsOf } from './needs.ts'

/** How many candidates are read at once. */
const atOnce = 60
/** Where a search goes on, the database reads as many times as many for it while others are looked at. */
const mostAtOnce = 4 * atOnce

/** Some candidates that were looked at, and what they wrote of what was searched for. */
export type Step = { looked: number; last: string; hits: Hit[]; isLast: boolean }

/** Goes through the respondents after one, in order, and yields what a search finds in their responses. */
export async function* walk(consultation: string, search: ReadySearch, after = ''): AsyncGenerator<Step> {
  const candidates = await candidatesFor(consultation, needsOf(search), search.verdict)
  let last = after
  for (let limit = atOnce; ; limit = Math.min(2 * limit, mostAtOnce)) {
    const { respondents, isLast } = await candidates(last, limit)
    const parts = Array.from({ length: Math.ceil(respondents.length / atOnce) }, (_, part) =>
      findIn(consultation, search, respondents.slice(part * atOnce, (part + 1) * atOnce)),
    )
    const hits = (await Promise.all(parts)).flat()
    last = respondents.at(-1) ?? last
    yield { looked: respondents.length, last, hits, isLast }
    if (isLast) return
  }
}

/** How much was found among those who were looked at. `whole`: that was all of them. */
export type Totals = {
  passages: number
  answers: number
  responses: number
  whole: boolean
  /** Who made what is coded on these passages. */
  made: Made
}

export type Results = {
  hits: Hit[]
  totals: Totals
  /** After whom the next page begins; empty where nothing may be left. */
  next: string
  /** Whether it was given up before the page was full. */
  isCutShort: boolean
}

/** A page is full at so many passages. */
const pageSize = 25
/** No page looks at more who may have written it than this… */
const mostForPage = 600
/** …and once it is full, no further than this to count. */
const mostToCount = 60

/**
 * A page of what a search finds, whole responses at a time, with how much it finds in all as far as that is told soon.
 * @param all whether to go through to the end, so that the totals are whole
 */
export async function search(
  consultation: string,
  query: ReadySearch,
  { after = '', all = false } = {},
): Promise<Results> {
  const hits: Hit[] = []
  const totals: Totals = { passages: 0, answers: 0, responses: 0, whole: false, made: nothingMade() }
  let next = ''
  let looked = 0
  let shown = 0
  for await (const step of walk(consultation, query, after)) {
    looked += step.looked
    const written = new Set<string>()
    for (const hit of step.hits) {
      const { _id } = hit.response
      const isFull = shown >= pageSize && hits.at(-1)?.response._id !== _id
      if (isFull && next === '') next = hits.at(-1)?.response._id ?? ''
      if (!isFull) {
        hits.push(hit)
        shown += hit.passages.length
      }
      totals.passages += hit.passages.length
      totals.answers++
      written.add(_id)
    }
    totals.responses += written.size
    addMade(totals.made, await madeOn(consultation, step.hits, query.sees))
    totals.whole = step.isLast
    if (step.isLast || all) continue
    const isFull = shown >= pageSize
    if (looked < (isFull ? mostToCount : mostForPage)) continue
    return {
      hits,
      totals,
      next: next || (isFull ? (hits.at(-1)?.response._id ?? '') : step.last),
      isCutShort: !isFull,
    }
  }
  return { hits, totals, next, isCutShort: false }
}
