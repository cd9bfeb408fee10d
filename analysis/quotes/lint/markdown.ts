import { type InlineText, readInline } from './inline.ts'

/** A paragraph, heading, list item, table cell or block quote: `[start, end)` in the plain text. */
export type Block = { start: number; end: number; quote: boolean }

/**
 * The words of a Markdown draft as a reader sees them, in one string; blocks stand apart by a blank line.
 * `offsets[i]` is where `text[i]` came from in the draft. `own` are the places of the author's own-words marks.
 */
export type PlainText = { text: string; offsets: number[]; own: number[]; blocks: Block[] }

type Line = { from: number; to: number }
type RawBlock = { quote: boolean; lines: Line[] }

const fence = /^ {0,3}(```+|~~~+)/
const quoted = /^(?: {0,3}> ?)+/
const prefix = /^\s*(?:#{1,6}\s+|(?:[-*+]|\d{1,9}[.)])\s+|\[\^[^\]\s]+\]:\s*)/
const definition = /^ {0,3}\[([^\]^]+)\]:\s/
const rule = /^ {0,3}(?:(?:[-*_]\s*){3,}|=+\s*)$/

/** Reads a draft (with LF line ends) as {@link PlainText}: code, comments and link addresses are left out. */
export function readMarkdown(draft: string): PlainText {
  const plain: PlainText = { text: '', offsets: [], own: [], blocks: [] }
  const definitions = new Set(
    draft.split('\n').flatMap(line => definition.exec(line)?.[1]?.toLowerCase() ?? []),
  )
  const texts: string[] = []
  let length = 0
  for (const block of rawBlocks(draft)) {
    const inline = readInline(draft, block.lines, definitions)
    const start = length + (length > 0 ? 2 : 0)
    if (length > 0) {
      texts.push('\n\n')
      plain.offsets.push(inline.offsets[0] ?? 0, inline.offsets[0] ?? 0)
    }
    append(plain, texts, inline, start)
    length = start + inline.text.length
    plain.blocks.push({ start, end: length, quote: block.quote })
  }
  plain.text = texts.join('')
  return plain
}

function append(plain: PlainText, texts: string[], inline: InlineText, start: number): void {
  texts.push(inline.text)
  for (const offset of inline.offsets) plain.offsets.push(offset)
  for (const own of inline.own) plain.own.push(start + own)
}

/** Blocks in order, each line without its markers. Fenced code and front matter are left out. */
function rawBlocks(draft: string): RawBlock[] {
  const blocks: RawBlock[] = []
  let goesOn = false
  let inFence = ''
  let at = frontMatterEnd(draft)
  for (const line of draft.slice(at).split('\n')) {
    const from = at
    at += line.length + 1
    const last = goesOn ? blocks.at(-1) : undefined
    goesOn = false
    const fenceMark = fence.exec(line)?.[1]
    if (inFence !== '' || fenceMark !== undefined) {
      inFence = nextFence(inFence, fenceMark)
      continue
    }
    if (line.trim() === '' || definition.test(line) || rule.test(line)) continue
    if (line.startsWith('|')) {
      blocks.push(...cells(line, from))
      continue
    }
    const block = blockOf(line, last)
    if (block !== last) blocks.push(block)
    block.lines.push({ from: from + markerLength(line, block), to: from + line.length })
    goesOn = !/^\s*#/.test(line)
  }
  return blocks
}

/** The block that a line belongs to: the one above it, or a new one. */
function blockOf(line: string, last: RawBlock | undefined): RawBlock {
  if (quoted.test(line)) return last?.quote ? last : { quote: true, lines: [] }
  return last && !prefix.test(line) ? last : { quote: false, lines: [] }
}

function markerLength(line: string, block: RawBlock): number {
  return (block.quote ? quoted : prefix).exec(line)?.[0].length ?? 0
}

function nextFence(inFence: string, mark: string | undefined): string {
  if (inFence === '') return mark ?? ''
  return mark?.startsWith(inFence) ? '' : inFence
}

function cells(line: string, from: number): RawBlock[] {
  const found = line.matchAll(/(?:\\\||[^|])+/g)
  return [...found].map(({ index, 0: words }) => ({
    quote: false,
    lines: [{ from: from + index, to: from + index + words.length }],
  }))
}

function frontMatterEnd(draft: string): number {
  return /^---\n(?:[^\n]*\n)*?---(?:\n|$)/.exec(draft)?.[0].length ?? 0
}
