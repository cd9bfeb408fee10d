import { type Span, sentences } from '../../../analysis/index.ts'

/**
 * The sentences of a report's Markdown, in order, each with the note marks that follow it. A quote of several
 * sentences is part of one: the report's sentence that leads up to it.
 *
 * @param markdown a report without its notes
 * @param quotes where quotes stand in it
 */
export function reportSentences(markdown: string, quotes: Span[]): Span[] {
  // The marks are no words, and would hide from the Unicode rules that a sentence ended before them.
  const unmarked = markdown.replace(/\[\^\d+\]/g, mark => ' '.repeat(mark.length))
  const inOrder = [...quotes].sort((a, b) => a.start - b.start)
  const found: Span[] = []
  let next = 0
  for (const { start, end } of sentences(unmarked)) {
    const last = found.at(-1)
    while ((inOrder[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++
    const quote = inOrder[next]
    if (last && quote && quote.start < last.end && quote.end > start) last.end = end
    else found.push({ start, end })
  }
  return found.map(({ start, end }) => ({ start, end: end + marksAt(markdown, end) }))
}

function marksAt(markdown: string, at: number): number {
  return /^(?:\[\^\d+\])*/.exec(markdown.slice(at, at + 200))?.[0].length ?? 0
}

/** The numbers of the notes whose marks stand in some Markdown. */
export function notesIn(markdown: string): number[] {
  return Array.from(markdown.matchAll(/\[\^(\d+)\]/g), ([, number]) => Number(number))
}

/** Some Markdown of a report as a reader sees it: without note marks, escapes, emphasis and the addresses of links. */
export function plainWords(markdown: string): string {
  return markdown
    .replace(/\[\^\d+\]/g, '')
    .replace(/^(?:#{1,6} |> ?)/gm, '')
    .replace(/(?<!\\)\[((?:\\.|[^\]\\])*)\]\((?:<[^>]*>|[^)\s]*)\)/g, '$1')
    .replace(/(?<![\\*])\*{1,3}(?!\*)/g, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}
