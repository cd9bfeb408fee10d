import type { Edit, Span } from '../../model.ts'
import { countWords } from '../../text/words.ts'
import { bracketEdit } from '../bracket.ts'
import { patternOf, replacedLetters, replacedWords, wordEnd, wordStart } from './pattern.ts'

const bracket = /\[([^[\]]*)\]/gu
const cutWords = /^(?:…|\.\s*\.\s*\.)$/
/** A bracket before the first words stands for nothing in the source: a quote begins with what was said. */
const addedBefore = '()'
const wordCharacter = /[\p{L}\p{M}\p{N}]/u

/**
 * Fewer words than these stand in most texts somewhere: what follows a cut beside them ends within `farthest` code
 * units of it.
 */
const fewestFarWords = 3
const farthest = 300

/** Words said in one run, then the bracket after them (null at the end). */
type Segment = { said: string; bracket: string | null }
/**
 * Said words with the bracket before them, if any: `added` are that bracket's words, and group 1 of the pattern is
 * what they stand for in the source.
 */
type Step = { pattern: RegExp; added: string | null }
/**
 * Segments between two cuts, each to begin where the one before it ends. Taken one by one, so that no source can
 * make their matching slow.
 */
type Chunk = { steps: Step[]; phrases: string[]; isShort: boolean }

/** A quote with `[…]` cuts and `[bracketed]` words, ready to be looked for. `phrases` are its whole-word runs. */
export type EditedQuote = { chunks: Chunk[]; phrases: string[] }

/** Longer words (code units) are not read for brackets. */
const longestEdited = 50_000

/** Reads the brackets of a quote; null where it has none, or no words outside them. */
export function readEdited(words: string): EditedQuote | null {
  if (words.length > longestEdited) return null
  const segments = readSegments(words.trim())
  if (segments.length < 2 || !segments.some(({ said }) => wordCharacter.test(said))) return null
  const runs: Segment[][] = [[]]
  for (const segment of segments) {
    runs.at(-1)?.push(segment)
    if (segment.bracket !== null && cutWords.test(segment.bracket)) runs.push([])
  }
  const kept = runs.filter(run => run.some(({ said }) => wordCharacter.test(said)))
  const chunks = kept.map((run, i) => chunkOf(run, i === 0, i === kept.length - 1))
  return { chunks, phrases: chunks.flatMap(chunk => chunk.phrases) }
}

const cuts = /\s*\[\s*(?:…|\.\s*\.\s*\.)\s*\]\s*/u
/** Fewer words than this are in too many texts to say whose they are. */
const fewestOfPart = 3

/** The words on the sides of a quote’s cuts; none where it has no cut, or a side is too short to say whose it is. */
export function partsBetweenCuts(words: string): string[] {
  const parts = words.split(cuts)
  return parts.length < 2 || parts.some(part => countWords(part) < fewestOfPart) ? [] : parts
}

function readSegments(words: string): Segment[] {
  const segments: Segment[] = []
  let at = 0
  for (const match of words.matchAll(bracket)) {
    segments.push({ said: words.slice(at, match.index), bracket: (match[1] ?? '').trim() })
    at = match.index + match[0].length
  }
  return [...segments, { said: words.slice(at), bracket: null }]
}

function chunkOf(run: Segment[], isFirst: boolean, isLast: boolean): Chunk {
  const phrases: string[] = []
  const steps = run.map((segment, i): Step => {
    const previous = run[i - 1]
    const endsInBracket = segment.bracket !== null && !cutWords.test(segment.bracket)
    const insideStart = previous !== undefined && wordCharacter.test(segment.said.charAt(0))
    const insideEnd = endsInBracket && wordCharacter.test(segment.said.slice(-1))
    const said = segment.said.trim()
    const firstLetter = isFirst && i === 0
    const finalStop = isLast && i === run.length - 1
    phrases.push(wholeWords(said, insideStart, insideEnd))
    const words = said === '' ? '' : patternOf(said, { firstLetter, finalStop, insideStart, insideEnd })
    if (!previous) return { pattern: new RegExp(words, 'dgu'), added: null }
    const glued = insideStart || wordCharacter.test(previous.said.slice(-1))
    const opens = isEmptyStart(run, i)
    const gap = glued ? gluedGap(previous.said, segment.said) : opens ? addedBefore : replacedWords
    const flags = opens ? 'dgu' : 'dyu'
    return { pattern: new RegExp(gap + words, flags), added: previous.bracket ?? '' }
  })
  const words = phrases.join(' ').match(/[\p{L}\p{N}]+/gu) ?? []
  return {
    steps: isEmptyStart(run, 1) ? steps.slice(1) : steps,
    phrases,
    isShort: words.length < fewestFarWords,
  }
}

/** A chunk that opens with a bracket has nothing before it to begin at: its first words are looked for. */
function isEmptyStart(run: Segment[], i: number): boolean {
  return i === 1 && run.length > 1 && run[0]?.said.trim() === ''
}

/** A bracket inside a word keeps what the quote shows on its other side: white space, or the word's edge. */
function gluedGap(before: string, after: string): string {
  const lead = /\s$/.test(before) ? String.raw`\s+` : ''
  const trail = /^\s/.test(after) ? String.raw`\s+` : ''
  const opens = wordCharacter.test(before.slice(-1)) ? '' : wordStart
  const closes = wordCharacter.test(after.charAt(0)) ? '' : wordEnd
  return lead + opens + replacedLetters + closes + trail
}

function wholeWords(said: string, insideStart: boolean, insideEnd: boolean): string {
  const headless = insideStart ? said.replace(/^[\p{L}\p{M}\p{N}]+/u, '') : said
  return insideEnd ? headless.replace(/[\p{L}\p{M}\p{N}]+$/u, '') : headless
}

type FoundChunk = Span & { edits: Edit[] }

/** Where a source holds an edited quote, and the edits that make the quote of it; null where it does not. */
export function findEdited(source: string, quote: EditedQuote): FoundChunk | null {
  const [first, ...rest] = quote.chunks
  if (!first) return null
  let best: FoundChunk | null = null
  for (let found = findChunk(source, first, 0); found; found = findChunk(source, first, found.start + 1)) {
    const whole = follow(source, found, first.isShort, rest)
    if (whole === 'nowhere') break
    if (whole && (!best || whole.end - whole.start < best.end - best.start)) best = whole
  }
  return best
}

/**
 * The tightest reading that begins with a chunk: each later chunk at its first place after the one before. Null
 * where one is too far away, `nowhere` where one does not come again at all.
 */
function follow(
  source: string,
  first: FoundChunk,
  isShort: boolean,
  rest: Chunk[],
): FoundChunk | 'nowhere' | null {
  const edits = [...first.edits]
  let end = first.end
  let besideShort = isShort
  for (const chunk of rest) {
    const isNear = besideShort || chunk.isShort
    const next = findChunk(isNear ? source.slice(0, end + farthest) : source, chunk, end)
    if (!next) return isNear ? null : 'nowhere'
    edits.push({ kind: 'cut', start: end, end: next.start }, ...next.edits)
    end = next.end
    besideShort = chunk.isShort
  }
  return { start: first.start, end, edits }
}

/** The first place from `from` on where a chunk's steps follow each other. */
function findChunk(source: string, chunk: Chunk, from: number): FoundChunk | null {
  const [first, ...rest] = chunk.steps
  if (!first) return null
  first.pattern.lastIndex = from
  for (let match = first.pattern.exec(source); match; match = first.pattern.exec(source)) {
    const edits = editOf(first, match)
    const end = followSteps(source, rest, match.index + match[0].length, edits)
    if (end !== null) return { start: match.index, end, edits }
    first.pattern.lastIndex = match.index + 1
  }
  return null
}

/** Where the steps end that begin at `at`, with their edits added to `edits`; null where they do not follow. */
function followSteps(source: string, steps: Step[], at: number, edits: Edit[]): number | null {
  let end = at
  for (const step of steps) {
    step.pattern.lastIndex = end
    const match = step.pattern.exec(source)
    if (!match) return null
    edits.push(...editOf(step, match))
    end = match.index + match[0].length
  }
  return end
}

function editOf({ added }: Step, match: RegExpExecArray): Edit[] {
  const bounds = match.indices?.[1]
  if (added === null || !bounds) return []
  const [from, to] = bounds
  const gap = match[0].slice(from - match.index, to - match.index)
  const start = from + (gap.length - gap.trimStart().length)
  const end = from + gap.trimEnd().length
  return start >= end ? [{ kind: 'insert', at: to, with: added }] : [bracketEdit({ start, end }, added)]
}
