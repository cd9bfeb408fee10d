import { movedSpan, type TextChange, textChanges, withChanges } from '../../../analysis/application.ts'
import { asMarkdown, asMarkdownLine } from '../template/escape.ts'
import { readTemplate } from '../template/read.ts'
import type { MarkedChange } from './markupStore.ts'
import { helpersIn } from './prose.ts'

/** A draft with some changes of a marked-up copy made in it. */
export type TakenOver = {
  template: string
  /** Which of the changes are in it. */
  made: number[]
  /** Which are not, since the draft has other words there by now. */
  stale: number[]
}

/**
 * Makes changes of the version that went out in the draft as it is now. Helpers are left as they are.
 *
 * @param chosen the changes by their places in the copy's list
 */
export function takeOver(
  { sent, now }: { sent: string; now: string },
  chosen: readonly (readonly [number, MarkedChange])[],
): TakenOver {
  const since = textChanges(sent, now)
  const made: number[] = []
  const stale: number[] = []
  const placed: TextChange[] = []
  for (const [i, change] of [...chosen].sort(([, a], [, b]) => a.start - b.start || a.end - b.end)) {
    const wide = withItsMarks(sent, change)
    const span = movedSpan(wide, since)
    const last = placed.at(-1)
    if (!span || (last && span.start < last.end)) stale.push(i)
    else {
      placed.push({ ...span, words: asTyped(change.after, sent, change.start) })
      made.push(i)
    }
  }
  const template = withChanges(now, placed)
  if (!keepsHelpers(now, template)) return { template: now, made: [], stale: chosen.map(([i]) => i) }
  return { template, made, stale }
}

/** Where all the words between two marks of emphasis go, the marks go too. */
function withItsMarks(template: string, { start, end, after }: MarkedChange): { start: number; end: number } {
  if (after !== '' || start === end) return { start, end }
  let wide = { start, end }
  while (/[*_~]/.test(template[wide.start - 1] ?? '') && template[wide.start - 1] === template[wide.end])
    wide = { start: wide.start - 1, end: wide.end + 1 }
  return wide
}

/** Words typed in Word as Markdown that shows them so. */
function asTyped(words: string, template: string, at: number): string {
  const startsLine = at === 0 || template[at - 1] === '\n'
  return words
    .split(/\n\n+/)
    .map((paragraph, i) => (i > 0 || startsLine ? asMarkdownLine(paragraph) : asMarkdown(paragraph)))
    .join('\n\n')
}

function keepsHelpers(before: string, after: string): boolean {
  const [was, is] = [helpersIn(before), helpersIn(after)]
  return (
    was.join('\n') === is.join('\n') &&
    readTemplate(after).problems.length <= readTemplate(before).problems.length
  )
}
