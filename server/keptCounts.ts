import { setTimeout } from 'node:timers/promises'
import { LatestFirst } from './latestFirst.ts'

/** What was counted, and from which moment on it was. */
export type Counted<Value> = { value: Value; at: Date }

/**
 * What was counted stands for so many times as long as counting took, which leaves the rest of the time to others, but
 * no longer than half of the time that it may be shown.
 */
const standsFor = 20
const minute = 60_000
const tenMinutes = 10 * minute
/** For so many milliseconds a page waits for a count that takes long. */
const patience = 1000
/** What is long to count, of all kinds, one after another. */
export const longCounts = new LatestFirst()
let kinds = 0
/** So many counts are kept, and the one that was asked for first goes first. */
const mostKept = 500

/**
 * Keeps counts of what there is much of, so that a page which is opened again and again does not go through all of it
 * each time; what there is little of is counted whenever it is asked for. A count that no longer stands is shown once
 * more while it is made anew. What is shown from here has to say of when it is.
 */
export class KeptCounts<Value> {
  readonly #isMuch: (value: Value) => boolean
  readonly #oldest: number
  readonly #now: () => number
  readonly #isLong: boolean
  readonly #kind = ++kinds
  readonly #kept = new Map<string, Counted<Value> & { began: number; stands: number }>()
  readonly #counting = new Map<string, Promise<Counted<Value>>>()

  /**
   * @param isMuch whether it was counted over so much that it is to be kept
   * @param isLong whether counting holds much in memory for long: then one such count is made at a time
   * @param oldest how old a count may be that is shown while it is made anew, in milliseconds
   * @param now milliseconds by a clock that nobody sets
   */
  constructor(
    isMuch: (value: Value) => boolean,
    {
      isLong = false,
      oldest = isLong ? tenMinutes : minute,
      now = () => performance.now(),
    }: { isLong?: boolean; oldest?: number; now?: () => number } = {},
  ) {
    this.#isLong = isLong
    this.#isMuch = isMuch
    this.#oldest = oldest
    this.#now = now
  }

  /** @param key names all that the count depends on, but for what changes by itself */
  async of(key: string, count: () => Promise<Value>): Promise<Counted<Value>> {
    const kept = this.#kept.get(key)
    if (!kept) return this.#count(key, count)
    const age = this.#now() - kept.began
    if (age < kept.stands) return kept
    const counting = this.#counting.get(key) ?? this.#countAnew(key, count)
    return age < this.#oldest ? kept : counting
  }

  /**
   * What was counted last, however old, without waiting for anything: where it no longer stands, or nothing was counted
   * yet, it is counted for whoever asks later.
   */
  last(key: string, count: () => Promise<Value>): Counted<Value> | undefined {
    const kept = this.#kept.get(key)
    const stands = kept !== undefined && this.#now() - kept.began < kept.stands
    if (!stands && !this.#counting.has(key)) this.#countAnew(key, count)
    return kept
  }

  /** The same, waiting a moment for what was never counted; undefined where that takes longer. */
  async soon(key: string, count: () => Promise<Value>): Promise<Counted<Value> | undefined> {
    const last = this.last(key, count)
    longCounts.askAgain(this.#nameOf(key))
    return last ?? Promise.race([this.#counting.get(key), setTimeout(patience, undefined, { ref: false })])
  }

  #nameOf(key: string): string {
    return `${this.#kind} ${key}`
  }

  #countAnew(key: string, count: () => Promise<Value>): Promise<Counted<Value>> {
    const counting = this.#count(key, count).finally(() => this.#counting.delete(key))
    this.#counting.set(key, counting)
    // Whoever waits for it is told, and else the next who asks.
    counting.catch(() => {})
    return counting
  }

  async #count(key: string, count: () => Promise<Value>): Promise<Counted<Value>> {
    const begin = async () => {
      const [at, began] = [new Date(), this.#now()]
      return { value: await count(), at, began }
    }
    const { began, ...counted } = await (this.#isLong ? longCounts.do(this.#nameOf(key), begin) : begin())
    this.#kept.delete(key)
    if (!this.#isMuch(counted.value)) return counted
    const stands = Math.min(standsFor * (this.#now() - began), this.#oldest / 2)
    this.#kept.set(key, { ...counted, began, stands })
    const [first] = this.#kept.keys()
    if (this.#kept.size > mostKept && first !== undefined) this.#kept.delete(first)
    return counted
  }
}
