const high = /[\ud800-\udbff][\udc00-\udfff]/g

/** Counts a text in Unicode code points where it is counted in UTF-16 code units here. */
export class CodePoints {
  /** Where characters of two code units begin, ascending. */
  readonly #pairs: number[]

  constructor(text: string) {
    this.#pairs = Array.from(text.matchAll(high), ({ index }) => index)
  }

  /** Whether both counts differ somewhere. */
  get differ(): boolean {
    return this.#pairs.length > 0
  }

  /** How many code points stand before a place in UTF-16 code units. */
  before(place: number): number {
    let from = 0
    let to = this.#pairs.length
    while (from < to) {
      const middle = (from + to) >> 1
      if ((this.#pairs[middle] ?? 0) < place) from = middle + 1
      else to = middle
    }
    return place - from
  }
}
