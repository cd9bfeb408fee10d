import type { Span } from '../../model.ts'
import { commonParts, type Pair } from './commonParts.ts'

/** That a stretch of a text, empty where something was only put in, became these words. */
export type TextChange = Span & { words: string }

/**
 * What makes one text of another, word by word: lines are matched first, and words inside the lines that differ.
 * Places are of `before`, in UTF-16 code units, in order, none touching another.
 */
export function textChanges(before: string, after: string): TextChange[] {
  return apart(linesOf(before), linesOf(after)).flatMap(({ start, end, words }) => {
    const inside = apart(partsOf(before.slice(start, end)), partsOf(words))
    return inside.map(change => ({ ...change, start: change.start + start, end: change.end + start }))
  })
}

/** The text that changes of it make. They are in order, and none overlaps another. */
export function withChanges(text: string, changes: readonly TextChange[]): string {
  let made = ''
  let from = 0
  for (const { start, end, words } of changes) {
    made += text.slice(from, start) + words
    from = end
  }
  return made + text.slice(from)
}

/**
 * Where a stretch of a text stands after these changes of it; undefined where they changed something in it. What was
 * put in at its very ends stands outside.
 */
export function movedSpan({ start, end }: Span, changes: readonly TextChange[]): Span | undefined {
  let moved = 0
  for (const change of changes) {
    if (change.start > end || (change.start === end && end > start)) break
    if (change.end > start || (change.end === start && change.start === start && start === end))
      return undefined
    moved += change.words.length - (change.end - change.start)
  }
  return { start: start + moved, end: end + moved }
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/** Words, single marks and stretches of white space. */
function partsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*|\s+|./gu) ?? []
}

function apart(a: string[], b: string[]): TextChange[] {
  const changes: TextChange[] = []
  let [i, j, at] = [0, 0, 0]
  const end: Pair = [a.length, b.length]
  for (const [k, l] of [...commonParts(a, b), end]) {
    const out = a.slice(i, k).join('')
    const words = b.slice(j, l).join('')
    if (out !== words) changes.push({ start: at, end: at + out.length, words })
    at += out.length + (a[k]?.length ?? 0)
    i = k + 1
    j = l + 1
  }
  return changes
}
