import { britishStyle, type HouseStyle } from './houseStyle.ts'
import type { Piece } from './words.ts'

/** A run of a quote as it is printed; joined, the `words` are the quote between its marks. */
export type PrintedRun = { words: string; emphasis: boolean }

type Marks = Pick<HouseStyle, 'marks' | 'dashes' | 'letter'>

const outside = { double: ['“', '”'], single: ['‘', '’'] } as const

/** What stands behind a quote in which words are emphasised that its respondent did not. */
const emphasisAdded = ' (emphasis added)'

/**
 * A quote as a house prints it: between its marks, with the marks inside it the other way, dashes of one kind, and its
 * first letter in brackets where the house shows that its case was changed. Where words are emphasised, that is said
 * behind it. All else is the quote's own.
 *
 * @param pieces from `quotePieces`
 */
export function printedRuns(pieces: readonly Piece[], style: Marks = britishStyle): PrintedRun[] {
  const [open, close] = outside[style.marks]
  const shown = pieces.map(({ kind, words, emphasis }) => ({
    words: kind === 'turned' && style.letter === 'bracketed' ? `[${words}]` : words,
    emphasis,
  }))
  const inner = restyled(shown, [withDashes(style), withinMarks(style)])
  const emphasised = inner.some(({ emphasis }) => emphasis)
  return joined([
    { words: open, emphasis: false },
    ...inner,
    { words: close, emphasis: false },
    ...(emphasised ? [{ words: emphasisAdded, emphasis: false }] : []),
  ])
}

/**
 * Puts a stop behind what may end in a quote: inside its closing mark where the house does so, and not at all where the
 * quote brings its own.
 *
 * @param stop one character; what is no full stop or comma stands behind the mark in any house
 */
export function withStop(
  before: string,
  stop: string,
  { stops }: Pick<HouseStyle, 'stops'> = britishStyle,
): string {
  // Only the end is looked at: a report may be long.
  const end = before.slice(-2)
  if (stop === '.' && /[.!?…][”’]$/.test(end)) return before
  const inside = stops === 'inside' && /^[.,]$/.test(stop) && /[^.,!?…][”’]$/.test(end)
  return inside ? before.slice(0, -1) + stop + before.slice(-1) : before + stop
}

/** Words between the marks of a house, in its style. */
export function inQuoteMarks(words: string, style: Marks = britishStyle): string {
  return printedRuns([{ kind: 'said', words, emphasis: false }], style)
    .map(run => run.words)
    .join('')
}

/** A stretch of a text that is to become other characters. */
type Change = { start: number; end: number; to: string }
/** What is to change in a text, in order and apart. */
type Restyling = (text: string) => Change[]

/** Runs with changes that look at all of their words at once; what is changed keeps the emphasis of where it begins. */
function restyled(runs: PrintedRun[], restylings: Restyling[]): PrintedRun[] {
  return restylings.reduce((before, restyling) => {
    const text = before.map(({ words }) => words).join('')
    const changes = restyling(text)
    let [runEnd, at, next] = [0, 0, 0]
    return before.map(({ words, emphasis }) => {
      runEnd += words.length
      let out = ''
      for (let change = changes[next]; change && change.start < runEnd; change = changes[++next]) {
        out += text.slice(at, change.start) + change.to
        at = change.end
      }
      if (at >= runEnd) return { words: out, emphasis }
      out += text.slice(at, runEnd)
      at = runEnd
      return { words: out, emphasis }
    })
  }, runs)
}

/** A hyphen inside a word, a range of figures and a dash at a line’s edge are no dashes between words. */
function withDashes({ dashes }: Marks): Restyling {
  const to = dashes === 'spaced-en' ? ' – ' : '—'
  const dash = /(?<=\S)(?:[^\S\n]+(?:-{1,3}|[–—―])[^\S\n]+|[^\S\n]*(?:--|—|―)[^\S\n]*)(?=[^\s–—―-])/gu
  const betweenFigures = (text: string, start: number, end: number) =>
    /\d/.test(text.charAt(start - 1)) && /\d/.test(text.charAt(end))
  return text =>
    Array.from(text.matchAll(dash), ({ index, 0: found }) => ({
      start: index,
      end: index + found.length,
      to,
    })).filter(({ start, end }) => !betweenFigures(text, start, end))
}

/** Marks inside a quote, the other way than those round it. */
function withinMarks({ marks }: Marks): Restyling {
  const [open, close] = outside[marks === 'double' ? 'single' : 'double']
  const opens = (text: string, at: number) =>
    /^(?:|[\s([{‘“—–-])$/u.test(text.charAt(at - 1)) && /\S/.test(text.charAt(at + 1))
  const doubles = (text: string, pattern: RegExp): Change[] =>
    Array.from(text.matchAll(pattern), ({ index, 0: mark }) => ({
      start: index,
      end: index + 1,
      to: mark === '“' || (mark === '"' && opens(text, index)) ? open : close,
    }))
  if (marks === 'double') return text => doubles(text, /[“”"]/g)
  return text => [...doubles(text, /"/g), ...singlePairs(text)].sort((a, b) => a.start - b.start)
}

/** Single marks that open and close a quotation inside one, as double ones: an apostrophe closes nothing. */
function singlePairs(text: string): Change[] {
  const found: Change[] = []
  let open: number | undefined
  for (const { index, 0: mark } of text.matchAll(/['‘’]/gu)) {
    const before = text.charAt(index - 1)
    const after = text.charAt(index + 1)
    const opens = mark !== '’' && !/[\p{L}\p{N}]/u.test(before) && /\S/.test(after) && after !== ''
    const closes = mark !== '‘' && /\S/.test(before) && before !== '' && !/[\p{L}\p{N}]/u.test(after)
    if (open === undefined && opens) open = index
    else if (open !== undefined && closes) {
      found.push({ start: open, end: open + 1, to: '“' }, { start: index, end: index + 1, to: '”' })
      open = undefined
    }
  }
  return found
}

function joined(runs: PrintedRun[]): PrintedRun[] {
  const out: PrintedRun[] = []
  for (const run of runs) {
    const last = out.at(-1)
    if (run.words === '') continue
    if (last && last.emphasis === run.emphasis)
      out[out.length - 1] = { ...last, words: last.words + run.words }
    else out.push(run)
  }
  return out
}
