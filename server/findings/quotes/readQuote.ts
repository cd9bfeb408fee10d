import { bracketEdit } from '../../../analysis/application.ts'
import type { Edit, Quote, Span } from '../../../analysis/index.ts'
import { editProblems } from '../../../analysis/index.ts'

type Read = { quote: Quote } | { problem: string }

/** One run of words that must be found in the source, and the bracket that stands before it. */
type Run = { words: string; bracket: string | undefined }

/**
 * Reads a quote as an author types it: the source's words, `[…]` where some are cut, and `[words]` where some
 * are replaced or added, or `[name redacted]`. Finds the span and the edits that give exactly that; a changed first letter is an edit too.
 *
 * @param text the source
 * @param near where to look first, in UTF-16 code units, when the words occur more than once
 */
export function readQuote(text: string, id: string, typed: string, near: number): Read {
  const wanted = withoutMarks(typed.replace(/\r\n?/g, '\n').trim())
  if (wanted === '') return { problem: 'Enter the words of the quote.' }
  const literal = placeRuns(text, [{ words: wanted, bracket: undefined }], near)
  const read =
    'problem' in literal && wanted.includes('[') ? placeRuns(text, runsOf(turned(wanted)), near) : literal
  if ('problem' in read) return read
  const quote: Quote = { text: id, ...read }
  const [problem] = editProblems(text, quote)
  return problem ? { problem: problem.message } : { quote }
}

/** Quotation marks round the whole are the page's, not the respondent's. */
function withoutMarks(typed: string): string {
  return /^“[^“”]*”$/.test(typed) ? typed.slice(1, -1).trim() : typed
}

/** A first letter that is bracketed for its case, "[l]ong", is read as one that is not. */
function turned(typed: string): string {
  return typed.replace(/^\[(\p{L})\](?=\p{L})/u, '$1')
}

function runsOf(typed: string): Run[] {
  const parts = typed.split(/\[([^[\]]*)\]/)
  return parts.flatMap((part, i) =>
    i % 2 === 0 ? [{ words: part.trim(), bracket: parts[i - 1]?.trim() }] : [],
  )
}

function placeRuns(
  text: string,
  runs: Run[],
  near: number,
): (Span & { edits: Edit[] }) | { problem: string } {
  const solid = runs.filter(run => run.words !== '')
  const [first] = solid
  if (!first) return { problem: 'Keep some of the respondent’s own words outside the brackets.' }
  const { starts, turned } = startsOf(text, first.words, solid.length === 1)
  const nearest = starts.toSorted((a, b) => Math.abs(a.start - near) - Math.abs(b.start - near))[0]
  // A later start may leave too little text for the other runs; then the first one is the best there is.
  for (const start of new Set([nearest, starts[0]])) {
    const found = start && follow(text, start, runs, solid.slice(1))
    if (found) return turned ? { ...found, edits: [turned, ...found.edits] } : found
  }
  const missing =
    starts.length === 0 ? first : (solid.slice(1).find(run => !patternOf(run.words).test(text)) ?? solid[1])
  return {
    problem: `“${missing?.words ?? first.words}” is not in this answer in these words and this order. Copy the words from the answer, put […] where you leave some out, and [brackets] round words of your own.`,
  }
}

/** Places the runs after the first one in turn, each as near as it occurs. */
function follow(text: string, first: Span, runs: Run[], rest: Run[]): (Span & { edits: Edit[] }) | undefined {
  const edits: Edit[] = []
  const lead = runs[0]?.words === '' ? runs[1]?.bracket : undefined
  if (lead) edits.push({ kind: 'insert', at: first.start, with: lead })
  let end = first.end
  for (const run of rest) {
    const pattern = patternOf(run.words, run === rest.at(-1) ? 'ends' : 'inside')
    pattern.lastIndex = end
    const next = pattern.exec(text)
    if (!next) return undefined
    edits.push(...between(text, { start: end, end: next.index }, run.bracket ?? ''))
    end = next.index + next[0].length
  }
  const trail = runs.length > 1 && runs.at(-1)?.words === '' ? runs.at(-1)?.bracket : undefined
  if (trail) edits.push({ kind: 'insert', at: end, with: trail })
  return { start: first.start, end, edits }
}

/** What a bracket stands for, given the words of the source that it takes the place of. */
function between(text: string, gap: Span, bracket: string): Edit[] {
  const words = text.slice(gap.start, gap.end)
  const start = gap.start + (words.length - words.trimStart().length)
  const end = gap.end - (words.length - words.trimEnd().length)
  if (/^(?:…|\.{3}|\. \. \.)$/.test(bracket)) return start < end ? [{ kind: 'cut', start, end }] : []
  if (start < end) return [bracketEdit({ start, end }, bracket)]
  return [{ kind: 'insert', at: gap.start, with: bracket }]
}

/** Where the first run occurs; `turned` where it does so only with its first letter in the other case. */
function startsOf(text: string, words: string, whole: boolean): { starts: Span[]; turned: Edit | undefined } {
  const starts = occurrences(text, words, whole)
  const letter = words.charAt(0)
  const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
  if (starts.length > 0 || other === letter) return { starts, turned: undefined }
  const to = letter === letter.toLowerCase() ? 'lower' : 'upper'
  return { starts: occurrences(text, other + words.slice(1), whole), turned: { kind: 'case', to } }
}

/** Where whole words of a text occur, in whatever marks, dashes and white space they are typed. */
export function stretchesOf(text: string, words: string): Span[] {
  return occurrences(text, words, true)
}

function occurrences(text: string, words: string, whole: boolean): Span[] {
  const pattern = patternOf(words, whole ? 'whole' : 'starts')
  return Array.from(text.matchAll(pattern), match => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
}

type Edge = 'whole' | 'starts' | 'ends' | 'inside'

/** Takes white space, quotation marks and dashes of any kind for one another; a quote begins and ends at whole words. */
function patternOf(words: string, edge: Edge = 'inside'): RegExp {
  const source = words
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
    .replace(/['‘’]/g, "['‘’]")
    .replace(/["“”]/g, '["“”]')
    .replace(/[-–—]/g, '[-–—]')
  const before = edge === 'whole' || edge === 'starts' ? '(?<![\\p{L}\\p{N}])' : ''
  const after = edge === 'whole' || edge === 'ends' ? '(?![\\p{L}\\p{N}])' : ''
  return new RegExp(`${before}${source}${after}`, 'gu')
}
