import MarkdownIt from 'markdown-it'
import { type Span, sentences } from '../../../analysis/index.ts'
import { lineStarts } from '../template/problem.ts'

/** A sentence of a report's Markdown; in code, where no mark can be set, it is the whole passage. */
export type ReportSentence = Span & { isCode: boolean }

type Lines = { from: number; to: number; isCode: boolean }

/** A link's words and its address: no sentence ends inside. */
const link = /\[(?:\\.|[^[\]\\])*\]\((?:<[^<>]*>|[^()\s]*)\)/g

const parser = new MarkdownIt({ html: false })

/**
 * The sentences of a report: of its paragraphs, items of lists, rows of tables and block quotations. Headings are
 * none, unless they are asked for. What stands between quotation marks is one with the sentence that brings it.
 *
 * @param quoted where quotes stand in it, in order, whatever their marks
 * @returns spans in UTF-16 code units of the Markdown, in order
 */
export function reportSentences(
  markdown: string,
  { headings = false, quoted = [] }: { headings?: boolean; quoted?: readonly Span[] } = {},
): ReportSentence[] {
  const starts = lineStarts(markdown)
  const plain = withoutStops(markdown, quoted)
  return blocksOf(markdown, headings).flatMap(({ from, to, isCode }) => {
    const start = starts[from] ?? 0
    const text = plain.slice(start, starts[to] ?? plain.length)
    const found = isCode ? [{ start: 0, end: text.trimEnd().length }] : sentences(plainLine(text))
    return found
      .map(span => ({ ...trimmed(text, span, start), isCode }))
      .filter(span => /[\p{L}\p{N}]/u.test(markdown.slice(span.start, span.end)))
  })
}

/** As long a text, in which no stop inside a quote ends a sentence but its last. */
function withoutStops(markdown: string, quoted: readonly Span[]): string {
  let plain = ''
  let at = 0
  for (const { start, end } of quoted) {
    const words = markdown.slice(start + 1, end)
    const stops = /[.!?…]*[”’]$/.exec(words)?.[0] ?? ''
    plain += markdown.slice(at, start + 1) + 'x'.repeat(words.length - stops.length) + stops
    at = end
  }
  return plain + markdown.slice(at)
}

function blocksOf(markdown: string, headings: boolean): Lines[] {
  const found: Lines[] = []
  let skipped = 0
  for (const token of parser.parse(markdown, {})) {
    const [from, to] = token.map ?? []
    const isLeftOut = token.type.startsWith('heading_') && !headings
    if (isLeftOut || token.type.startsWith('table_')) skipped += token.nesting
    if (from === undefined || to === undefined) continue
    const isCode = token.type === 'fence' || token.type === 'code_block'
    const isProse = token.type === 'inline' && skipped === 0
    if (isCode || isProse || token.type === 'tr_open') found.push({ from, to, isCode })
  }
  return found
}

/**
 * A block's Markdown as one line of the same length that breaks into the sentences that a reader sees: marks of lists,
 * quotations and headings blank, quoted words and links without stops, closing marks before the stop and not behind it.
 */
function plainLine(text: string): string {
  return text
    .replace(/^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(?:#{1,6}[ \t]+)?/gm, mark => ' '.repeat(mark.length))
    .replace(link, written => 'x'.repeat(written.length))
    .replace(/“[^“”]*”/g, quoted => {
      const stops = /[.!?…]*”$/.exec(quoted)?.[0] ?? '”'
      return `“${'x'.repeat(quoted.length - 1 - stops.length)}${stops}`
    })
    .replace(
      /([.!?…]["'”’)]*)((?:\[\^\d+\]|[*_]+)+)/g,
      (_all, stop: string, marks: string) => 'x'.repeat(marks.length) + stop,
    )
    .replace(/\n/g, ' ')
}

/** Without the bar of a table's cell before its words. */
function trimmed(text: string, { start, end }: Span, offset: number): Span {
  const before = /^[\s|]*/.exec(text.slice(start, end))?.[0].length ?? 0
  return { start: offset + start + before, end: offset + end }
}
