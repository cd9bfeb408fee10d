import type { Server } from 'node:http'

/** More requests than this at once are more than a few people reading. */
const few = 4

/** Tells whether people wait for pages. */
export class Traffic {
  #open = 0

  /** Counts the requests of a server from now on. */
  watch(server: Server): void {
    server.on('request', (_req, res) => {
      this.#open++
      res.once('close', () => this.#open--)
    })
  }

  /** Whether many requests are waiting for their answer at this moment. */
  isHeavy(): boolean {
    return this.#open > few
  }
}
