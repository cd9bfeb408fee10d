import type { Span } from '../../../analysis/index.ts'
import type { Part } from '../template/grammar.ts'
import { readTemplate } from '../template/read.ts'
import type { Written } from '../template/write.ts'

/** A run of an author's own words: where it stands in the template. It holds no mark that Markdown reads. */
export type Prose = Span

/** Stand round a run in Markdown, the first two with its number between; they are read as letters. */
const marks = { open: '\uE000', named: '\uE001', close: '\uE002' }
/** The same round what a loop writes, which stands in the template once and here more than once. */
const loopMarks = { open: '\uE003', close: '\uE004' }
/** A run of prose with its number, or a run that a loop writes. */
export const proseMark = /\uE000(\d+)\uE001([^\uE002]*)\uE002|\uE003([^\uE004]*)\uE004/g

/**
 * A report's Markdown in which every run of prose that can be mapped back to the template is marked, and where each
 * stands there. What is written more than once, as in a loop, has no one place, and is marked as that.
 */
export function markProse(
  { markdown, typed, ledger }: Pick<Written, 'markdown' | 'typed' | 'ledger'>,
  template: string,
): { markdown: string; prose: Prose[] } {
  const prose: Prose[] = []
  const clean = markdown.replace(/[\uE000-\uE004]/g, '\uFFFD')
  const often = placesWrittenOften(typed)
  const code = ledger.filter(({ isCode }) => isCode)
  let marked = ''
  let from = 0
  for (const stretch of typed) {
    const text = clean.slice(stretch.start, stretch.end)
    for (const { start, end } of runsIn(text)) {
      const words = text.slice(start, end)
      const at = stretch.at + start
      const isIn = (span: Span) => span.start < stretch.start + end && span.end > stretch.start + start
      if (!template.startsWith(words, at) || code.some(isIn)) continue
      marked += clean.slice(from, stretch.start + start)
      if (often.has(stretch.at)) marked += `${loopMarks.open}${words}${loopMarks.close}`
      else {
        marked += `${marks.open}${prose.length}${marks.named}${words}${marks.close}`
        prose.push({ start: at, end: at + words.length })
      }
      from = stretch.start + end
    }
  }
  return { markdown: marked + clean.slice(from), prose }
}

function placesWrittenOften(typed: Written['typed']): Set<number> {
  const seen = new Set<number>()
  const often = new Set<number>()
  for (const { at } of typed) (seen.has(at) ? often : seen).add(at)
  return often
}

/**
 * What stands between the marks of Markdown, each within a line: the first and last character of a run are no white
 * space, and it begins with a letter, or a figure that does not begin its line, where it would number a list.
 */
function runsIn(text: string): Span[] {
  const runs: Span[] = []
  const parts = /\]\([^()\s]*\)|^ {0,3}\[[^\]\n]*\]:.*$|<[^<>\n]*>|`[^`\n]*`|[^\n\\`*_~<>[\]|#&{}]+/gmu
  for (const match of text.matchAll(parts)) {
    if (/^[\]<`]|^ {0,3}\[/.test(match[0])) continue
    const isLineStart = match.index === 0 || text[match.index - 1] === '\n'
    const lead = (isLineStart ? /^(?:\s*(?:[-+]|\d{1,9}[.)])\s)?[^\p{L}]*/u : /^[^\p{L}\p{N}]*/u).exec(
      match[0],
    )
    const start = lead?.[0].length ?? 0
    const words = match[0].slice(start).trimEnd()
    if (words !== '') runs.push({ start: match.index + start, end: match.index + start + words.length })
  }
  return runs
}

/** Where the author's own words stand in a template: what a Word copy may change, and nothing else. */
export function proseOf(template: string): Span[] {
  const spans: Span[] = []
  const add = (parts: Part[]) => {
    for (const part of parts) {
      if (part.kind === 'text' && template.startsWith(part.markdown, part.at))
        spans.push({ start: part.at, end: part.at + part.markdown.length })
      else if (part.kind === 'block' || part.kind === 'loop') add(part.parts)
    }
  }
  add(readTemplate(template).parts)
  return spans
}

/** The helpers that stand in a stretch of a template, as they are written there. */
export function helpersIn(template: string): string[] {
  return template.match(/\{\{[^#/!][^{}]*(?:\{who\}[^{}]*)*\}\}/g) ?? []
}
