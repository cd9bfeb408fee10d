import { type HouseStyle, withStop } from '../../../analysis/application.ts'

/** So many code units show whether a sentence begins. */
const tailLength = 300

/**
 * The Markdown of a report as it is being written. It sets note marks behind the stop that follows a quote,
 * sets it inside the mark where the house does, prints no stop twice, and keeps blank lines round blocks.
 */
export class Sheet {
  /** What nothing changes any more, in pieces: a long text that is asked for its end at each step is copied each time. */
  #settled: string[] = []
  #settledLength = 0
  /** What follows that, at least as much as `tail` shows. */
  #end = ''
  #paragraph = -1
  #notes: string[] = []
  /** The mark of a note whose place is not known before the next character. */
  #mark = ''
  #block = false
  readonly #stops: HouseStyle['stops']

  /** @param stops where the house puts the stop that follows a quote */
  constructor(stops: HouseStyle['stops'] = 'outside') {
    this.#stops = stops
  }

  /** All that is written so far, without the notes. To be asked for once, at the end: see `length`, `since` and `tail`. */
  get markdown(): string {
    return this.#settled.join('') + this.#end + this.#mark
  }

  /** How long that is, in UTF-16 code units. */
  get length(): number {
    return this.#settledLength + this.#end.length + this.#mark.length
  }

  /** The end of it, from which it shows whether a sentence begins here. */
  get tail(): string {
    return (this.#end + this.#mark).slice(-tailLength)
  }

  /** Where the last blank line begins in it; -1 where there is none. */
  get paragraph(): number {
    return this.#paragraph
  }

  get notes(): readonly string[] {
    return this.#notes
  }

  /** What was written since it was so long. */
  since(length: number): string {
    return length >= this.#settledLength
      ? (this.#end + this.#mark).slice(length - this.#settledLength)
      : this.markdown.slice(length)
  }

  /** The author's own Markdown. @returns where in the report's Markdown its first character stands, or would stand */
  text(markdown: string): number {
    if (markdown === '') return this.length
    this.#openLine(markdown)
    const stop = this.#mark === '' ? '' : (/^[.,;:!?]/.exec(markdown)?.[0] ?? '')
    if (stop !== '') this.#end = withStop(this.#end, stop, { stops: this.#stops })
    this.#add(this.#mark)
    this.#mark = ''
    const at = this.length - stop.length
    this.#add(markdown.slice(stop.length))
    return at
  }

  /** Something of the software's, as Markdown inside a sentence. */
  words(markdown: string): void {
    this.#openLine(markdown)
    this.#add(this.#mark + markdown)
    this.#mark = ''
  }

  /** Something that stands by itself, between blank lines. */
  block(markdown: string): void {
    this.#add(this.#mark)
    this.#mark = ''
    if (this.length > 0) {
      this.#trimEnd()
      this.#add('\n\n')
    }
    this.#add(markdown)
    this.#block = true
  }

  /** Adds a note to what was just written, and returns its number. */
  note(words: string): number {
    this.#notes.push(words)
    this.#mark += `[^${this.#notes.length}]`
    return this.#notes.length
  }

  #openLine(next: string): void {
    if (this.#block && !next.startsWith('\n\n')) this.#add(next.startsWith('\n') ? '\n' : '\n\n')
    this.#block = false
  }

  #add(markdown: string): void {
    const before = this.#end.endsWith('\n') ? 1 : 0
    const blank = ('\n'.repeat(before) + markdown).lastIndexOf('\n\n')
    if (blank >= 0) this.#paragraph = this.#settledLength + this.#end.length - before + blank
    this.#end += markdown
    if (this.#end.length < 20 * tailLength) return
    const settled = this.#end.slice(0, -tailLength)
    this.#settled.push(settled)
    this.#settledLength += settled.length
    this.#end = this.#end.slice(-tailLength)
  }

  #trimEnd(): void {
    this.#end = this.#end.trimEnd()
    while (this.#end === '') {
      const last = this.#settled.pop()
      if (last === undefined) return
      this.#settledLength -= last.length
      this.#end = last.trimEnd()
    }
  }
}
