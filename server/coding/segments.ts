import type { Span } from '../../analysis/index.ts'

/** A passage to be marked in a text. */
export type Mark = Span & {
  id: string
  theme: string
  letter: string
  colour: string
  /** For those who cannot see the mark: "Pay, suggested". */
  label: string
  suggested: boolean
  /** Of a passage that overlaps another: its number on the page, and the kind of its line, from 1 on. */
  number?: number
  line?: number
  /** The words that made the machine suggest it. */
  evidence?: Span[]
}

/** Marks inside one another, the longest outermost. */
export type NestedMark = Pick<Mark, 'letter' | 'colour' | 'suggested' | 'line'> & {
  depth: number
  inner: NestedMark | null
}

/** A run of a text under the same marks. `start` is its offset in UTF-16 code units. */
export type Segment = {
  start: number
  text: string
  mark: NestedMark | null
  /** Whether it is among the words that made the machine suggest something here. */
  why: boolean
  /** Marks that begin with it and that end with it. */
  opens: Mark[]
  closes: Mark[]
}

/** More marks than this at one place are told by their letters alone. */
const deepest = 4

/**
 * Cuts a text into paragraphs of segments. Joined, with the blank lines between paragraphs, they are the text;
 * no mark hides, moves or doubles a character of it.
 */
export function segmentsOf(text: string, marks: Mark[]): Segment[][] {
  const ordered = [...marks].sort((a, b) => a.start - b.start || b.end - a.end)
  const cuts = [...new Set(ordered.flatMap(edgesOf))].sort((a, b) => a - b)
  const paragraphs: Segment[][] = []
  let next = 0
  let cut = 0
  let open: Mark[] = []
  for (const paragraph of paragraphsOf(text)) {
    const segments: Segment[] = []
    let at = paragraph.start
    while (at < paragraph.end) {
      while ((cuts[cut] ?? Infinity) <= at) cut++
      const end = Math.min(cuts[cut] ?? Infinity, paragraph.end)
      open = open.filter(mark => mark.end > at)
      for (let mark = ordered[next]; mark && mark.start < end; mark = ordered[++next])
        if (mark.end > at) open.push(mark)
      segments.push({
        start: at,
        text: text.slice(at, end),
        mark: nested(open),
        why: open.some(({ evidence = [] }) => evidence.some(words => words.start <= at && end <= words.end)),
        opens: open.filter(mark => mark.start === at),
        closes: open.filter(mark => mark.end === end),
      })
      at = end
    }
    paragraphs.push(segments)
  }
  return paragraphs
}

function edgesOf({ start, end, evidence = [] }: Mark): number[] {
  return [start, end, ...evidence.flatMap(words => [words.start, words.end])]
}

/** Paragraphs are apart by blank lines. */
function paragraphsOf(text: string): Span[] {
  const found: Span[] = []
  let start = 0
  for (const gap of text.matchAll(/\n{2,}/g)) {
    if (gap.index > start) found.push({ start, end: gap.index })
    start = gap.index + gap[0].length
  }
  if (start < text.length) found.push({ start, end: text.length })
  return found
}

function nested(open: Mark[]): NestedMark | null {
  const outermostFirst = [...open].sort((a, b) => b.end - b.start - (a.end - a.start)).slice(0, deepest)
  return outermostFirst.reduceRight<NestedMark | null>(
    (inner, { letter, colour, suggested, line }, index) => ({
      ...{ letter, colour, suggested, depth: index + 1, inner },
      ...(line === undefined ? {} : { line }),
    }),
    null,
  )
}

/** The marked paragraphs with one before and one after. */
export function around(paragraphs: Segment[][]): Segment[][] {
  const marked = paragraphs.map(segments => segments.some(segment => segment.mark !== null))
  return paragraphs.filter((_, index) => marked[index - 1] || marked[index] || marked[index + 1])
}
