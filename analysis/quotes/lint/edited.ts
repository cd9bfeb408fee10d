import type { Edit, Span } from '../../model.ts'
import { patternOf, replacedLetters, replacedWords, wordEnd, wordStart } from './pattern.ts'

const bracket = /\[([^[\]]*)\]/gu
const cutWords = /^(?:…|\.\s*\.\s*\.)$/
const wordCharacter = /[\p{L}\p{M}\p{N}]/u

/** Words said in one run, then the bracket after them (null at the end). */
type Segment = { said: string; bracket: string | null }
/** Segments between two cuts: one pattern with a group for each bracket in it. */
type Chunk = { pattern: RegExp; added: string[]; phrases: string[] }

/** A quote with `[…]` cuts and `[bracketed]` words, ready to be looked for. `phrases` are its whole-word runs. */
export type EditedQuote = { chunks: Chunk[]; phrases: string[] }

/** Reads the brackets of a quote; null where it has none, or no words outside them. */
export function readEdited(words: string): EditedQuote | null {
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
  const added: string[] = []
  const phrases: string[] = []
  let pattern = ''
  for (const [i, segment] of run.entries()) {
    const previous = run[i - 1]
    const isCut = segment.bracket === null || cutWords.test(segment.bracket)
    const insideStart = previous !== undefined && wordCharacter.test(segment.said.charAt(0))
    const insideEnd = !isCut && wordCharacter.test(segment.said.slice(-1))
    const said = segment.said.trim()
    const loose = {
      firstLetter: isFirst && i === 0,
      finalStop: isLast && i === run.length - 1,
      insideStart,
      insideEnd,
    }
    pattern += said === '' ? '' : patternOf(said, loose)
    phrases.push(wholeWords(said, insideStart, insideEnd))
    const next = run[i + 1]
    if (isCut || !next) continue
    const glued = insideEnd || wordCharacter.test(next.said.charAt(0))
    pattern += glued ? gluedGap(segment.said, next.said) : replacedWords
    added.push(segment.bracket ?? '')
  }
  return { pattern: new RegExp(pattern, 'dgu'), added, phrases }
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

/** Where a source holds an edited quote, and the edits that make the quote of it; null where it does not. */
export function findEdited(source: string, quote: EditedQuote): (Span & { edits: Edit[] }) | null {
  const [first, ...rest] = quote.chunks
  if (!first) return null
  let best: (Span & { edits: Edit[] }) | null = null
  for (const match of source.matchAll(first.pattern)) {
    const found = follow(source, first, match, rest)
    if (!found) break
    if (!best || found.end - found.start < best.end - best.start) best = found
  }
  return best
}

/** The tightest reading that begins with `match`: each later chunk at its first place after the one before. */
function follow(source: string, first: Chunk, match: RegExpExecArray, rest: Chunk[]) {
  const edits = editsIn(first, match)
  let end = match.index + match[0].length
  for (const chunk of rest) {
    chunk.pattern.lastIndex = end
    const next = chunk.pattern.exec(source)
    if (!next) return null
    edits.push({ kind: 'cut', start: end, end: next.index }, ...editsIn(chunk, next))
    end = next.index + next[0].length
  }
  return { start: match.index, end, edits }
}

function editsIn(chunk: Chunk, match: RegExpExecArray): Edit[] {
  return chunk.added.map((words, i): Edit => {
    const [from, to] = match.indices?.[i + 1] ?? [match.index, match.index]
    const gap = match[0].slice(from - match.index, to - match.index)
    const start = from + (gap.length - gap.trimStart().length)
    const end = from + gap.trimEnd().length
    if (start >= end) return { kind: 'insert', at: to, with: words }
    return { kind: 'replace', start, end, with: words }
  })
}
