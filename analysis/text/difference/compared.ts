import { type TextChange, textChanges } from './changes.ts'

/**
 * A stretch of two texts that are shown as one: in both (`same`), or only in the one before (`out`) or after (`in`).
 * `left` says how many characters that are the same in both are not shown.
 */
type Compared = { kind: 'same' | 'out' | 'in'; words: string } | { kind: 'left'; characters: number }

/** As a template shows it, which decides nothing. */
export type ComparedView = { out?: string; in?: string; same?: string; left?: number }

/** So many characters of what is the same stand before and after each change. */
const shownRound = 240

/** The comparison of two texts word by word, without the long stretches that are the same in both. */
function compared(before: string, after: string): Compared[] {
  const pieces: Compared[] = []
  let from = 0
  for (const { start, end, words } of joined(textChanges(before, after), before)) {
    pieces.push(...same(before.slice(from, start), from > 0, true))
    if (end > start) pieces.push({ kind: 'out', words: visible(before.slice(start, end)) })
    if (words !== '') pieces.push({ kind: 'in', words: visible(words) })
    from = end
  }
  if (pieces.length > 0) pieces.push(...same(before.slice(from), true, false))
  return pieces
}

export function comparedView(before: string, after: string): ComparedView[] {
  return compared(before, after).map(piece =>
    piece.kind === 'left' ? { left: piece.characters } : { [piece.kind]: piece.words },
  )
}

/** Changes with nothing but a space between them read better as one. */
function joined(changes: TextChange[], before: string): TextChange[] {
  const found: TextChange[] = []
  for (const change of changes) {
    const last = found.at(-1)
    const between = last && before.slice(last.end, change.start)
    if (last && between !== undefined && /^ *$/.test(between))
      found.splice(-1, 1, { start: last.start, end: change.end, words: last.words + between + change.words })
    else found.push(change)
  }
  return found
}

function same(words: string, follows: boolean, leads: boolean): Compared[] {
  if (words === '') return []
  const [first, last] = [follows ? shownRound : 0, leads ? shownRound : 0]
  if (words.length <= first + last + 80) return [{ kind: 'same', words }]
  const head = wholeWords(words.slice(0, first))
  const tail = last > 0 ? words.slice(words.length - last).replace(/^\S*/u, '') : ''
  return [
    ...(head === '' ? [] : [{ kind: 'same' as const, words: head }]),
    { kind: 'left', characters: words.length - head.length - tail.length },
    ...(tail === '' ? [] : [{ kind: 'same' as const, words: tail }]),
  ]
}

function wholeWords(words: string): string {
  return words.replace(/\S*$/u, '')
}

/** A changed line break or space is marked, as it would not be seen. */
function visible(words: string): string {
  return words.trim() === ''
    ? words.replaceAll('\n', '¶\n').replace(/^ +$/, spaces => '␣'.repeat(spaces.length))
    : words
}
