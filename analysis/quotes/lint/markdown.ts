import { readInline } from './inline.ts'
import { type LintDraft, type PlainText, PlainTextWriter } from './plainText.ts'

type Line = { from: number; to: number }
type RawBlock = { quote: boolean; lines: Line[] }

const fence = /^ {0,3}(```+|~~~+)/
const quoted = /^(?: {0,3}> ?)+/
const prefix = /^\s*(?:#{1,6}\s+|(?:[-*+]|\d{1,9}[.)])\s+|\[\^[^\]\s]+\]:\s*)/
const definition = /^ {0,3}\[([^\]^]+)\]:\s/
const rule = /^ {0,3}(?:(?:[-*_]\s*){3,}|=+\s*)$/

/** Reads Markdown, with line ends of any kind. Code, comments, template tags and link addresses are left out. */
export function markdownDraft(draft: string): LintDraft {
  const source = draft.replace(/\r\n?/g, '\n')
  return { format: 'markdown', source, plain: readMarkdown(source) }
}

function readMarkdown(draft: string): PlainText {
  const plain = new PlainTextWriter()
  const definitions = new Set(
    draft.split('\n').flatMap(line => definition.exec(line)?.[1]?.toLowerCase() ?? []),
  )
  for (const { lines, quote } of rawBlocks(draft)) plain.add(readInline(draft, lines, definitions), { quote })
  return plain.finish()
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
