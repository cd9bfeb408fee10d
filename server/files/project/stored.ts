import { type Span, storedForm } from '../../../analysis/index.ts'

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** A text as it is kept (NFC), and where what stood in it as it came stands now. */
export type StoredText = { text: string; span: (came: Span) => Span }

/** Gives a text with LF line ends the form in which texts are kept; or says why it cannot be. */
export function stored(words: string): StoredText | { problem: string } {
  const form = storedForm(words)
  if (!form.ok) return { problem: form.problem }
  const { text } = form
  if (text === words) return { text, span: whole(text) }
  const came: number[] = [0]
  const now: number[] = [0]
  for (const { segment, index } of clusters.segment(words)) {
    came.push(index + segment.length)
    now.push((now.at(-1) ?? 0) + segment.normalize('NFC').length)
  }
  const place = (asked: number, outward: 0 | 1) => {
    let from = 0
    let to = came.length - 1
    while (from < to) {
      const middle = (from + to + 1) >> 1
      if ((came[middle] ?? 0) <= asked) from = middle
      else to = middle - 1
    }
    return now[from + (came[from] === asked ? 0 : outward)] ?? text.length
  }
  const kept = whole(text)
  return { text, span: ({ start, end }) => kept({ start: place(start, 0), end: place(end, 1) }) }
}

/** Widens a span so that it cuts no character in two. */
function whole(text: string): StoredText['span'] {
  const inside = (place: number) => /[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(place - 1, place + 1))
  return ({ start, end }) => ({ start: inside(start) ? start - 1 : start, end: inside(end) ? end + 1 : end })
}
