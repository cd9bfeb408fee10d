import type { Span } from '../model.ts'
import { type Coefficient, undefinedFor } from './ratings.ts'
import { lengthOf, type Segment, segments } from './segments.ts'

/** The spans to which one coder gave themes. Of one theme, those that overlap count as one span. */
export type CodedSpans = readonly (Span & { theme: string })[]

/** α of one theme, with the disagreements that it compares: squared lengths in squares of the continuum's. */
export type SpanAgreement = { theme: string; alpha: Coefficient; observed: number; expected: number }

/**
 * Unitizing α: how far coders agree on which stretches of a text are about a theme, boundaries and all, against
 * units of the same lengths laid at random. `overall` sums the disagreements of all themes. It is undefined with
 * one coder, where nobody marked anything, and where no other placing is possible.
 *
 * Krippendorff, "Measuring the reliability of qualitative text analysis data", Quality & Quantity 38 (2004), appendix,
 * and Content Analysis (2nd ed. 2004), p. 254. Its example goes on from disagreements rounded to four places, so its
 * α of .8591 is .8587 here.
 *
 * @param coders the spans of each coder, inside `continuum`; a coder who marked nothing has an empty list
 * @param continuum the stretch that all of them read, in code units. Lay several texts end to end.
 * @throws Error when a span or the continuum has no length, or a span lies outside.
 * @example
 * unitizingAlpha([[{ start: 2, end: 6, theme: 'trust' }], [{ start: 2, end: 6, theme: 'trust' }]], { start: 0, end: 20 })
 *   .overall // { value: 1 }
 */
export function unitizingAlpha(
  coders: readonly CodedSpans[],
  continuum: Span,
): { overall: Coefficient; themes: SpanAgreement[] } {
  check(continuum, continuum)
  for (const span of coders.flat()) check(span, continuum)
  const names = [...new Set(coders.flatMap(spans => spans.map(({ theme }) => theme)))]
  const themes = names.map(theme => {
    const cut = coders.map(spans =>
      segments(
        spans.filter(span => span.theme === theme),
        continuum,
      ),
    )
    const observed = observedDisagreement(cut, lengthOf(continuum))
    const expected = expectedDisagreement(cut, lengthOf(continuum))
    return { theme, alpha: alphaFrom(coders.length, observed, expected), observed, expected }
  })
  const sum = (part: 'observed' | 'expected') => themes.reduce((total, theme) => total + theme[part], 0)
  return { overall: alphaFrom(coders.length, sum('observed'), sum('expected')), themes }
}

function alphaFrom(coders: number, observed: number, expected: number): Coefficient {
  if (coders < 2) return undefinedFor('There are fewer than two coders; agreement takes two.')
  if (expected === 0)
    return undefinedFor('No span could lie elsewhere: there is none, or no room for another.')
  return { value: 1 - observed / expected }
}

/** The mean of the differences between all segments of different coders. */
function observedDisagreement(coders: Segment[][], length: number): number {
  if (coders.length < 2) return 0
  let sum = 0
  for (const [i, own] of coders.entries())
    for (const other of coders.slice(i + 1))
      for (const [a, b] of overlapping(own, other)) sum += 2 * difference(a, b)
  return sum / (coders.length * (coders.length - 1) * length ** 2)
}

/** The pairs that lie over one another, both in their order: all others differ by nothing. */
function* overlapping(own: Segment[], other: Segment[]): Generator<[Segment, Segment]> {
  let first = 0
  for (const a of own) {
    while ((other[first]?.end ?? Number.POSITIVE_INFINITY) <= a.start) first++
    for (let at = first; at < other.length; at++) {
      const b = other[at]
      if (!b || b.start >= a.end) break
      yield [a, b]
    }
  }
}

/** Units that overlap differ by the squares of what each has alone; a unit inside a gap by its own. */
function difference(a: Segment, b: Segment): number {
  if (a.isUnit && b.isUnit)
    return a.start < b.end && b.start < a.end ? (a.start - b.start) ** 2 + (a.end - b.end) ** 2 : 0
  if (a.isUnit && !b.isUnit) return b.start <= a.start && a.end <= b.end ? lengthOf(a) ** 2 : 0
  return b.isUnit ? difference(b, a) : 0
}

/** The mean of the differences over all ways in which the coders' segments could come to lie. */
function expectedDisagreement(coders: Segment[][], length: number): number {
  const all = coders.flat()
  const units = all.filter(({ isUnit }) => isUnit).map(lengthOf)
  const gaps = all.filter(({ isUnit }) => !isUnit).map(lengthOf)
  let sum = 0
  let within = 0
  for (const unit of units) {
    const room = gaps.reduce((total, gap) => total + Math.max(0, gap - unit + 1), 0)
    sum += ((units.length - 1) / 3) * (2 * unit ** 3 - 3 * unit ** 2 + unit) + unit ** 2 * room
    within += unit * (unit - 1)
  }
  const places = coders.length * length
  const ways = places * (places - 1) - within
  return ways === 0 ? 0 : ((2 / length) * sum) / ways
}

function check(span: Span, continuum: Span): void {
  const { start, end } = span
  const isSpan = Number.isInteger(start) && Number.isInteger(end) && start < end
  if (!isSpan || start < continuum.start || end > continuum.end)
    throw new Error(
      `unitizingAlpha: [${start}, ${end}) is no span inside [${continuum.start}, ${continuum.end})`,
    )
}
