import { createHmac } from 'node:crypto'
import type { Store } from 'express-rate-limit'
import { countHit, forgetHits, uncountHit } from './hitStore.ts'
import type { Log } from './log.ts'

/** For how long a request waits to be counted, in milliseconds. */
const longestWait = 5_000
/** How often the log says that nothing could be counted: a flood of requests is no flood of lines. */
const sayAgainAfter = 10_000

/**
 * Counts requests in the database, so that every process of a site counts with the others and a restart forgets
 * nothing. Where the database does not answer, requests are let through uncounted, and the log says so: whoever answers a
 * consultation is not turned away for that.
 *
 * @param what is counted: each has counts of its own
 * @param secret goes into the hashes of addresses, so that nobody can find one by trying all that there are
 */
export class SharedCount implements Store {
  readonly localKeys = false
  /** What is counted; counts of one name are one. */
  readonly prefix: string
  readonly #windowMs: number
  readonly #secret: string
  readonly #log: Log
  #saidAt = Number.NEGATIVE_INFINITY

  constructor(what: string, windowMs: number, secret: string, log: Log) {
    this.prefix = what
    this.#windowMs = windowMs
    this.#secret = secret
    this.#log = log
  }

  async increment(key: string): Promise<{ totalHits: number; resetTime: Date }> {
    const now = new Date()
    try {
      const { count, until } = await within(longestWait, countHit(this.#id(key), now, this.#windowMs))
      return { totalHits: count, resetTime: until }
    } catch (error) {
      this.#say(error)
      return { totalHits: 1, resetTime: new Date(now.getTime() + this.#windowMs) }
    }
  }

  async decrement(key: string): Promise<void> {
    await uncountHit(this.#id(key))
  }

  async resetKey(key: string): Promise<void> {
    await forgetHits(this.#id(key))
  }

  #id(key: string): string {
    return placeHash(this.#secret, this.prefix, key)
  }

  #say(error: unknown): void {
    const now = performance.now()
    if (now < this.#saidAt + sayAgainAfter) return
    this.#saidAt = now
    this.#log.error({ err: error, limit: this.prefix }, 'requests could not be counted, and are let through')
  }
}

/** What stands for an address where something is counted: without the secret of the site nothing leads back to it. */
export function placeHash(secret: string, what: string, place: string): string {
  return createHmac('sha256', secret).update(`place\u0000${what}\u0000${place}`).digest('base64url')
}

/** What a promise gives. @throws Error where it takes longer than so many milliseconds */
async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The database did not answer within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([promise, tooLong])
  } finally {
    clearTimeout(timer)
  }
}
