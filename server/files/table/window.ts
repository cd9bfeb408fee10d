import type { Line } from './lines.ts'

/** The lines that a reader is looking at: it asks for more when a record goes on past them. */
export class LineWindow {
  lines: Line[] = []
  at = 0
  ended = false
  readonly #batches: AsyncIterator<Line[]>

  constructor(batches: AsyncIterable<Line[]>) {
    this.#batches = batches[Symbol.asyncIterator]()
  }

  /** Forgets the lines before `at` and reads another batch. */
  async fill(): Promise<void> {
    const next = await this.#batches.next()
    const kept = this.lines.slice(this.at)
    this.lines = next.done ? kept : kept.concat(next.value)
    this.at = 0
    this.ended = next.done === true
  }

  async close(): Promise<void> {
    await this.#batches.return?.()
  }
}
