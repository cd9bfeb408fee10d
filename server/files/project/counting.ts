import type { Span } from '../../../analysis/index.ts'

/**
 * How a program may have counted the positions of what it selected. REFI-QDA 1.0 asks for Unicode code points of the
 * text as it is in its file, without a byte order mark, the end not included; programs differ in all of these.
 */
export type Counting = {
  unit: 'codePoints' | 'utf16'
  /** A line break as it is in the file (CR LF as two), always as one, or always as two. */
  lineBreaks: 'asWritten' | 'one' | 'two'
  /** Whether the file's byte order mark counts as the first character. */
  mark: 'out' | 'in'
  end: 'excluded' | 'included'
}

/** All ways of counting, the standard's first, then those that differ from it the least. */
export const countings: readonly Counting[] = (['excluded', 'included'] as const).flatMap(end =>
  (['out', 'in'] as const).flatMap(mark =>
    (['asWritten', 'one', 'two'] as const).flatMap(lineBreaks =>
      (['codePoints', 'utf16'] as const).map(unit => ({ unit, lineBreaks, mark, end })),
    ),
  ),
)

/**
 * A text as its file has it: its words with LF line ends and without a byte order mark, whether there was one, and which
 * line breaks were CR LF: the places of their LF in `words`.
 */
export type FileText = { words: string; marked: boolean; crlf: 'all' | 'none' | number[] }

/** What stands for a line break and a byte order mark in a text as it was decoded. */
export function fileText(decoded: string): FileText {
  const marked = decoded.startsWith('\ufeff')
  const raw = marked ? decoded.slice(1) : decoded
  const crlf: number[] = []
  let breaks = 0
  let words = ''
  let from = 0
  for (const { 0: broken, index } of raw.matchAll(/\r\n|\r|\n/g)) {
    words += raw.slice(from, index)
    if (broken === '\r\n') crlf.push(words.length)
    words += '\n'
    breaks++
    from = index + broken.length
  }
  words += raw.slice(from)
  return { words, marked, crlf: crlf.length === 0 ? 'none' : crlf.length === breaks ? 'all' : crlf }
}

/** Finds the places of counted positions in a text. */
export class Places {
  readonly #first: number
  readonly #length: number
  /** Where a character begins that counts otherwise than its code units: there and behind it, in words and as counted. */
  readonly #at: number[] = []
  readonly #behind: number[] = []
  readonly #counted: number[] = []
  readonly #countedBehind: number[] = []

  constructor({ words, marked, crlf }: FileText, { unit, lineBreaks, mark }: Omit<Counting, 'end'>) {
    this.#first = marked && mark === 'in' ? 1 : 0
    this.#length = words.length
    const double = lineBreaks === 'asWritten' ? crlf : lineBreaks === 'two' ? 'all' : 'none'
    const doubled = Array.isArray(double) ? new Set(double) : undefined
    let place = 0
    let count = this.#first
    for (const { 0: found, index } of words.matchAll(/\n|[\ud800-\udbff][\udc00-\udfff]/g)) {
      const isBreak = found === '\n'
      const weight = isBreak ? (double === 'all' || doubled?.has(index) ? 2 : 1) : unit === 'utf16' ? 2 : 1
      if (weight === found.length) continue
      count += index - place
      this.#at.push(index)
      this.#counted.push(count)
      place = index + found.length
      count += weight
      this.#behind.push(place)
      this.#countedBehind.push(count)
    }
  }

  /** The place in the words, in UTF-16 code units; undefined where the text has no such position. */
  of(position: number): number | undefined {
    if (position < this.#first) return position === 0 ? 0 : undefined
    let from = 0
    let to = this.#counted.length
    while (from < to) {
      const middle = (from + to) >> 1
      if ((this.#counted[middle] ?? 0) < position) from = middle + 1
      else to = middle
    }
    const last = from - 1
    const place =
      last < 0
        ? position - this.#first
        : position < (this.#countedBehind[last] ?? 0)
          ? (this.#at[last] ?? 0)
          : (this.#behind[last] ?? 0) + position - (this.#countedBehind[last] ?? 0)
    return place <= this.#length ? place : undefined
  }

  /** What was selected from one position to another; undefined where it begins or ends past the end. */
  span(selected: Span, end: Counting['end']): Span | undefined {
    const start = this.of(selected.start)
    const behind = this.of(selected.end + (end === 'included' ? 1 : 0))
    return start === undefined || behind === undefined ? undefined : { start, end: behind }
  }
}

const wordLike = /[\p{L}\p{M}\p{N}]/u

/** How many ends of a passage, of two, stand where a word begins or ends and touch no white space from within. */
export function endsOnWords(words: string, { start, end }: Span): number {
  if (end <= start) return 0
  const at = (place: number) => characterAt(words, place)
  const before = (place: number) => characterAt(words, place - 1)
  const begins = !/\s/.test(at(start)) && !(wordLike.test(before(start)) && wordLike.test(at(start)))
  const ends = !/\s/.test(before(end)) && !(wordLike.test(before(end)) && wordLike.test(at(end)))
  return Number(begins) + Number(ends)
}

/** The character of which a code unit is; empty outside the text. */
function characterAt(words: string, place: number): string {
  if (place < 0 || place >= words.length) return ''
  const code = words.charCodeAt(place)
  const from = code >= 0xdc00 && code <= 0xdfff && place > 0 ? place - 1 : place
  return String.fromCodePoint(words.codePointAt(from) ?? 0)
}

/** Which way of counting was chosen: of so many ends of passages so many are at words by it. */
export type ChosenCounting = {
  counting: Counting
  ends: number
  atWords: number
  /** The same of the best of the ways that place anything otherwise; absent where all come to the same. */
  next?: { counting: Counting; atWords: number }
}

/** Tries every way of counting on the passages of one text after another. */
export class CountingTrial {
  readonly #atWords = countings.map(() => 0)
  /** A sum of where everything stands, by which two ways of counting that come to the same are known. */
  readonly #sums = countings.map(() => 0)
  #ends = 0

  try(text: FileText, selected: readonly Span[]): void {
    const told = selected.filter(({ start, end }) => end > start)
    if (told.length === 0) return
    this.#ends += 2 * told.length
    const found = new Map<string, Places>()
    for (const [way, counting] of countings.entries()) {
      // Whether the end is included changes no place.
      const { unit, lineBreaks, mark } = counting
      const key = `${unit} ${lineBreaks} ${mark}`
      const places = found.get(key) ?? new Places(text, counting)
      found.set(key, places)
      for (const each of told) {
        const span = places.span(each, counting.end)
        if (!span) {
          this.#sums[way] = ((this.#sums[way] ?? 0) * 31 + 7) % 1_000_000_007
          continue
        }
        this.#atWords[way] = (this.#atWords[way] ?? 0) + endsOnWords(text.words, span)
        this.#sums[way] = ((this.#sums[way] ?? 0) * 31 + span.start * 17 + span.end) % 1_000_000_007
      }
    }
  }

  /** The way by which most ends are at words; of equals, the one nearest to the standard. */
  chosen(): ChosenCounting {
    const best = this.#bestOf(() => true)
    const other = this.#bestOf(way => this.#sums[way] !== this.#sums[best])
    return {
      ...{ counting: countings[best] ?? standard, ends: this.#ends, atWords: this.#atWords[best] ?? 0 },
      ...(other < 0
        ? {}
        : { next: { counting: countings[other] ?? standard, atWords: this.#atWords[other] ?? 0 } }),
    }
  }

  #bestOf(isAsked: (way: number) => boolean): number {
    let best = -1
    for (const way of countings.keys())
      if (isAsked(way) && (best < 0 || (this.#atWords[way] ?? 0) > (this.#atWords[best] ?? 0))) best = way
    return best
  }
}

const standard: Counting = { unit: 'codePoints', lineBreaks: 'asWritten', mark: 'out', end: 'excluded' }
