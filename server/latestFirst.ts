/**
 * Does one piece of work at a time, for what would not all fit into memory at once. Of what waits, that which was asked
 * for last comes first: somebody looks for it now.
 */
export class LatestFirst {
  readonly #waiting = new Map<string, () => Promise<void>>()
  #isBusy = false

  /** @param key names the work; what waits under the same name is done with it, one after the other */
  do<Value>(key: string, work: () => Promise<Value>): Promise<Value> {
    const before = this.#waiting.get(key)
    this.#waiting.delete(key)
    const done = new Promise<Value>((resolve, reject) => {
      this.#waiting.set(key, async () => {
        await before?.()
        await work().then(resolve, reject)
      })
    })
    if (!this.#isBusy) void this.#doAll()
    return done
  }

  /** Asks again for what waits; nothing happens where it does not. */
  askAgain(key: string): void {
    const work = this.#waiting.get(key)
    this.#waiting.delete(key)
    if (work) this.#waiting.set(key, work)
  }

  async #doAll(): Promise<void> {
    this.#isBusy = true
    for (let next = this.#next(); next; next = this.#next()) await next()
    this.#isBusy = false
  }

  #next(): (() => Promise<void>) | undefined {
    const [key, work] = [...this.#waiting].at(-1) ?? []
    if (key !== undefined) this.#waiting.delete(key)
    return work
  }
}
