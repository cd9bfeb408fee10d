import type { Span } from '../model.ts'

/** A stretch of the continuum that one coder gave a theme, or left between (a gap). */
export type Segment = Span & { isUnit: boolean }

/** The continuum cut into units and the gaps between them; units that overlap are one. */
export function segments(spans: readonly Span[], continuum: Span): Segment[] {
  const found: Segment[] = []
  let at = continuum.start
  for (const { start, end } of merged(spans)) {
    if (start > at) found.push({ start: at, end: start, isUnit: false })
    found.push({ start, end, isUnit: true })
    at = end
  }
  if (at < continuum.end) found.push({ start: at, end: continuum.end, isUnit: false })
  return found
}

/** Spans that touch stay two: a boundary there is one that the coder drew. */
function merged(spans: readonly Span[]): Span[] {
  const found: Span[] = []
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1)
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end)
    else found.push({ start: span.start, end: span.end })
  }
  return found
}

export function lengthOf({ start, end }: Span): number {
  return end - start
}
