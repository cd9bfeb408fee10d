import { type HouseStyle, withStop } from '../../../analysis/application.ts'

/**
 * The Markdown of a report as it is being written. It sets note marks behind the stop that follows a quote,
 * sets it inside the mark where the house does, prints no stop twice, and keeps blank lines round blocks.
 */
export class Sheet {
  #markdown = ''
  #notes: string[] = []
  /** The mark of a note whose place is not known before the next character. */
  #mark = ''
  #block = false
  readonly #stops: HouseStyle['stops']

  /** @param stops where the house puts the stop that follows a quote */
  constructor(stops: HouseStyle['stops'] = 'outside') {
    this.#stops = stops
  }

  /** All that is written so far, without the notes. */
  get markdown(): string {
    return this.#markdown + this.#mark
  }

  /** The end of it, from which it shows whether a sentence begins here. */
  get tail(): string {
    return this.markdown.slice(-300)
  }

  get notes(): readonly string[] {
    return this.#notes
  }

  /** The author's own Markdown. @returns where in the report's Markdown its first character stands, or would stand */
  text(markdown: string): number {
    if (markdown === '') return this.markdown.length
    this.#openLine(markdown)
    const stop = this.#mark === '' ? '' : (/^[.,;:!?]/.exec(markdown)?.[0] ?? '')
    if (stop !== '') this.#markdown = withStop(this.#markdown, stop, { stops: this.#stops })
    this.#markdown += this.#mark
    this.#mark = ''
    const at = this.#markdown.length - stop.length
    this.#markdown += markdown.slice(stop.length)
    return at
  }

  /** Something of the software's, as Markdown inside a sentence. */
  words(markdown: string): void {
    this.#openLine(markdown)
    this.#markdown += this.#mark + markdown
    this.#mark = ''
  }

  /** Something that stands by itself, between blank lines. */
  block(markdown: string): void {
    this.#markdown += this.#mark
    this.#mark = ''
    if (this.#markdown !== '') this.#markdown = `${this.#markdown.trimEnd()}\n\n`
    this.#markdown += markdown
    this.#block = true
  }

  /** Adds a note to what was just written, and returns its number. */
  note(words: string): number {
    this.#notes.push(words)
    this.#mark += `[^${this.#notes.length}]`
    return this.#notes.length
  }

  #openLine(next: string): void {
    if (this.#block && !next.startsWith('\n\n')) this.#markdown += next.startsWith('\n') ? '\n' : '\n\n'
    this.#block = false
  }
}
