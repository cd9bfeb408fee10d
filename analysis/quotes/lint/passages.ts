import { closingFor, findMarks, isProperPair, type Mark } from './marks.ts'
import type { Block, PlainText } from './plainText.ts'

/**
 * A place where a quoted passage may end: before its closing mark, which itself ends at `after`. `mark` is the
 * shape that should stand there, where another one or none does.
 */
export type Ending = { at: number; after: number; warnings: string[]; mark?: string }

/**
 * A quoted passage of a plain text: its words start at `start` and stop at the first of `endings`, or at a
 * later one where marks inside it (an apostrophe, a quote within) were taken for the end.
 */
export type Passage = { start: number; opening: number; block: boolean; endings: [Ending, ...Ending[]] }

type Open = { mark: Mark; index: number }

const mostEndings = 6
/** How many marks are looked at for an end, and how far (code units) a quote reaches that nothing closes. */
const mostMarks = 40
const farthestUnclosed = 2000

/** Every quoted passage, in order of where it starts: inside quotation marks, and block quotes. */
export function findPassages(plain: PlainText): Passage[] {
  const marks = findMarks(plain.text)
  const found: Passage[] = []
  let next = 0
  const open: Open[] = []
  for (const [i, block] of plain.blocks.entries()) {
    const quote = block.quote ? blockPassage(plain, block) : null
    if (quote) found.push(quote)
    for (; next < marks.length; next++) {
      const mark = marks[next]
      if (!mark || mark.at >= block.end) break
      readMark({ plain, block, marks, found }, open, mark, next)
    }
    const follows = plain.blocks[i + 1]
    if (continues(plain, block, follows, marks[next], open)) continue
    for (const left of open) {
      const goesOn = opensAgain(block, follows, marks[next], left.mark)
      found.push(...(goesOn ? toTheEnd(block, left.mark) : unclosed({ plain, block, marks, found }, left)))
    }
    open.length = 0
  }
  return found.sort((a, b) => a.start - b.start || Number(b.block) - Number(a.block))
}

type Scene = { plain: PlainText; block: Block; marks: Mark[]; found: Passage[] }

/** Takes one mark as an opening, a closing or an apostrophe, and keeps in `open` what is open after it. */
function readMark(scene: Scene, open: Open[], mark: Mark, index: number): void {
  const partner = open.findLastIndex(other => other.mark.family === mark.family)
  const opened = open[partner]
  if (mark.closes && opened && !prefersOpening(mark, opened.mark)) {
    scene.found.push(closed(scene, opened, mark, index))
    open.length = partner
  } else if (mark.opens) open.push({ mark, index })
  else if (mark.family === 'double') {
    const crossed = open.findLastIndex(other => ['‘', '‚'].includes(other.mark.shape))
    const crossing = open[crossed]
    if (crossing) {
      scene.found.push(closed(scene, crossing, mark, index))
      open.splice(crossed, 1)
    } else scene.found.push(...unopened(scene, mark))
  }
}

/** A mark that could do either opens a quote within, unless it is of the shape that closes the one open. */
function prefersOpening(mark: Mark, opened: Mark | undefined): boolean {
  return mark.opens && mark.shape !== '"' && !(opened && isProperPair(opened.shape, mark.shape))
}

function closed(scene: Scene, { mark: opened }: Open, close: Mark, index: number): Passage {
  const later = laterClosings(scene, close, index)
  const inOrder = [close, ...later]
  const [first = close, ...rest] =
    close.family === 'single' ? pluralsLast(scene.plain.text, inOrder) : inOrder
  return passageFrom(opened, [ending(opened, first), ...rest.map(other => ending(opened, other))])
}

function laterClosings({ marks, block }: Scene, close: Mark, index: number): Mark[] {
  return marks
    .slice(index + 1, index + mostMarks)
    .filter(mark => mark.at < block.end && mark.closes && mark.family === close.family)
    .slice(0, mostEndings - 1)
}

/** A mark after s and before a word ("the workers’ rights") is more likely an apostrophe than an end. */
function pluralsLast(text: string, closings: Mark[]): Mark[] {
  const plural = (mark: Mark) =>
    /s$/i.test(text.slice(0, mark.at).slice(-1)) && /^ \p{Ll}/u.test(text.slice(mark.at + 1, mark.at + 3))
  return [...closings.filter(mark => !plural(mark)), ...closings.filter(plural)]
}

function ending(opened: Mark, close: Mark): Ending {
  const proper = isProperPair(opened.shape, close.shape)
  const place = { at: close.at, after: close.at + close.length }
  if (proper) return { ...place, warnings: [] }
  const warning = `The marks do not match: ${opened.shape} is closed by ${close.shape}`
  return { ...place, warnings: [warning], mark: closingFor(opened.shape) }
}

function passageFrom(opened: Mark, endings: [Ending, ...Ending[]]): Passage {
  return { start: opened.at + opened.length, opening: opened.at, block: false, endings }
}

/** An opening mark that nothing of its kind closes: up to a later mark that might, else the block's end. */
function unclosed({ plain, block, marks }: Scene, { mark, index }: Open): Passage[] {
  if (mark.family === 'single' && mark.shape !== '‘') return []
  const other = marks
    .slice(index + 1, index + mostMarks)
    .filter(close => close.at < block.end && close.closes)
    .sort((a, b) => Number(b.family === 'double') - Number(a.family === 'double') || a.at - b.at)
  const [first, ...rest] = other.slice(0, mostEndings).map(close => ending(mark, close))
  const start = mark.at + mark.length
  const end = Math.min(block.end, start + farthestUnclosed)
  if (plain.text.slice(start, end).trim() === '') return []
  const warnings = [`The opening mark ${mark.shape} is never closed`]
  const last: Ending = { at: end, after: end, warnings, mark: closingFor(mark.shape) }
  return [passageFrom(mark, first ? [first, ...rest, last] : [last])]
}

/** A quote of several paragraphs has an opening mark at each, and a closing one at the last. */
function opensAgain(block: Block, next: Block | undefined, mark: Mark | undefined, opened: Mark): boolean {
  if (!next || next.quote !== block.quote || !mark) return false
  return mark.at === next.start && mark.opens && mark.shape === opened.shape && opened.at >= block.start
}

function toTheEnd(block: Block, mark: Mark): Passage[] {
  const isEmpty = mark.at + mark.length >= block.end
  return isEmpty ? [] : [passageFrom(mark, [{ at: block.end, after: block.end, warnings: [] }])]
}

/** A closing mark that nothing opens: the sentence before it is taken for its words. */
function unopened({ plain, block, found }: Scene, mark: Mark): Passage[] {
  const last = found.findLast(passage => !passage.block)?.endings[0].after ?? 0
  const from = Math.max(block.start, last)
  const before = plain.text.slice(Math.max(from, mark.at - farthestUnclosed), mark.at)
  if (/\d$/.test(before) && mark.shape !== '”') return []
  const sentence = /(?:^|[.!?]\s+)([^.!?]*[.!?]?)$/.exec(before)?.[1] ?? before
  if (sentence.trim() === '') return []
  const warnings = [`The closing mark ${mark.shape} has no opening one`]
  const start = mark.at - sentence.trimStart().length
  return [
    {
      start,
      opening: start,
      block: false,
      endings: [{ at: mark.at, after: mark.at + mark.length, warnings }],
    },
  ]
}

/** Whether an open quote may run on: the next block is of the same kind, and its first mark closes the quote. */
function continues(
  plain: PlainText,
  block: Block,
  next: Block | undefined,
  mark: Mark | undefined,
  open: Open[],
): boolean {
  if (!next || block.quote || next.quote || !mark || mark.at >= plain.text.length) return false
  return mark.closes && !mark.opens && open.some(({ mark: { family } }) => family === mark.family)
}

/** A block quote as one passage, without the line that names its source; null where marks open it. */
function blockPassage({ text }: PlainText, block: Block): Passage | null {
  const words = text.slice(block.start, block.end)
  if (/^\s*(?:["“„«]|``|''|\[!)/.test(words)) return null
  const source = /\n\s*(?:[—–]|--?)\s*[^\n]*\s*$/.exec(words)
  const length = (source ? words.slice(0, source.index) : words).trimEnd().length
  const start = block.start + (words.length - words.trimStart().length)
  const end = block.start + length
  if (start >= end) return null
  return { start, opening: start, block: true, endings: [{ at: end, after: block.end, warnings: [] }] }
}
