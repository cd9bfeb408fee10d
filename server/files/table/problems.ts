import type { Problem } from '../../../analysis/index.ts'

/** More than this many of one kind help nobody to mend a file; the rest are counted. */
const listed = 100

/** Collects the problems of one file, each with the file's name in its place. */
export class TableProblems {
  readonly list: Problem[] = []
  readonly #name: string
  #more = 0

  constructor(name: string) {
    this.#name = name
  }

  /** @param place inside the file, such as `line 12`; empty for the file as a whole. */
  add(place: string, message: string): void {
    if (this.list.length < listed)
      this.list.push({ place: place ? `${this.#name}, ${place}` : this.#name, message })
    else this.#more++
  }

  /** To be called after the last row: says how many problems were not listed. */
  finish(): void {
    if (this.#more === 0) return
    const message = `Has ${this.#more} more problems like these. Mend the ones listed and read the file again.`
    this.list.push({ place: this.#name, message })
    this.#more = 0
  }
}

/** `line 4`, or `lines 4 to 6`. */
export function linesPlace(from: number, to: number): string {
  return from === to ? `line ${from}` : `lines ${from} to ${to}`
}
