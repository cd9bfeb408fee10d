import type { Span } from '../model.ts'

/** A line shorter than this (code units) was ended by its writer; a longer one may have been wrapped by a program. */
const shortestWrappedLine = 45

/** "1.", "2)", "(a)", "iv.", "•", "-", "*": what begins an item of a list, with the white space after it. */
const listMarker = /^\s*(?:[-–—*•·‣◦▪o]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])[ \t]+/

/**
 * Cuts a text into runs of lines that sentences do not cross: at blank lines, before items of a list, and
 * at each line end except where a mail program or a PDF broke a sentence over lines (a long line without a
 * stop, followed by a lower-case letter).
 *
 * @returns spans in order that together hold every line that is not blank
 */
export function paragraphs(text: string): Span[] {
  const found: Span[] = []
  let open: Span | null = null
  let start = 0
  while (start < text.length) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline
    const head = text.slice(start, Math.min(end, start + 40))
    if (open !== null && runsOn(text, open, head)) {
      open.end = end
    } else {
      open = { start, end }
      found.push(open)
    }
    start = end + 1
  }
  return found
}

function runsOn(text: string, before: Span, head: string): boolean {
  const lineStart = Math.max(before.start, text.lastIndexOf('\n', before.end - 1) + 1)
  if (before.end - lineStart < shortestWrappedLine) return false
  const last =
    text
      .slice(before.end - 5, before.end)
      .trimEnd()
      .at(-1) ?? ''
  return !'.!?:;'.includes(last) && /^\s*\p{Lowercase}/u.test(head) && !listMarker.test(head)
}

/** The length in code units of the list marker that a line begins with; 0 where it has none. */
export function listMarkerLength(line: string): number {
  return listMarker.exec(line)?.[0].length ?? 0
}
