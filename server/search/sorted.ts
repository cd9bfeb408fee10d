import type { Span } from '../../analysis/index.ts'
import type { Hit, ReadySearch } from './find.ts'
import type { SortBy } from './forms.ts'
import { addMade, madeOn, nothingMade } from './made.ts'
import { placesIn } from './page.ts'
import { type Results, walk } from './walk.ts'

/** A page of sorted lines, and so many at most are sorted. */
const pageSize = 50
const mostSorted = 2000
/** How many words beside what was found lines are sorted by, and within how many UTF-16 code units these are looked for. */
const wordsBeside = 5
const reach = 120

const collator = new Intl.Collator('en-GB', { sensitivity: 'base', numeric: true })

type Line = { hit: Hit; place: Span; key: string[] }

/**
 * What a search finds as lines, one for each place, sorted over all that was found: by the words before, the nearest
 * first, by those after, by the words themselves, or by when they were sent.
 *
 * @param from how many lines come before this page
 */
export async function sortedSearch(
  consultation: string,
  query: ReadySearch,
  by: SortBy,
  from: number,
): Promise<Results> {
  const lines: Line[] = []
  const totals = { passages: 0, answers: 0, responses: 0, whole: false, made: nothingMade() }
  for await (const { hits, isLast } of walk(consultation, query)) {
    for (const hit of hits)
      for (const place of hit.passages.flatMap(placesIn))
        lines.push({ hit, place, key: keyOf(hit, place, by) })
    totals.passages += hits.reduce((sum, { passages }) => sum + passages.length, 0)
    totals.answers += hits.length
    totals.responses += new Set(hits.map(({ response }) => response._id)).size
    totals.whole = isLast
    addMade(totals.made, await madeOn(consultation, hits, query.sees))
    if (lines.length >= mostSorted) break
  }
  const shown = lines.sort(inOrder).slice(from, from + pageSize)
  return {
    hits: shown.map(({ hit, place }) => ({ ...hit, passages: [{ ...place, evidence: [] }] })),
    totals,
    next: from + pageSize < lines.length ? String(from + pageSize) : '',
    isCutShort: false,
  }
}

/** Sorting is stable: what has the same key stays in the order of responses. */
function inOrder({ key: a }: Line, { key: b }: Line): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const order = collator.compare(a[at] ?? '', b[at] ?? '')
    if (order !== 0) return order
  }
  return 0
}

function keyOf({ text: { text }, response }: Hit, { start, end }: Span, by: SortBy): string[] {
  switch (by) {
    case 'left':
      return wordsOf(text.slice(Math.max(0, start - reach), start))
        .reverse()
        .slice(0, wordsBeside)
    case 'right':
      return wordsOf(text.slice(end, end + reach)).slice(0, wordsBeside)
    case 'match':
      return wordsOf(text.slice(start, Math.min(end, start + reach)))
    case 'date':
      return [response.submittedOn.toISOString()]
  }
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu) ?? []
}
