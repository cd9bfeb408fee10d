import type { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'

/** A connection of the driver, as far as it is looked into here. */
type Connection = EventEmitter & {
  /** Why it was closed. */
  error: Error | null
  writeCommand(...of: unknown[]): Promise<void>
}

const file = 'mongodb/lib/cmap/connection.js'
const { prototype } = (createRequire(import.meta.url)(file) as { Connection: { prototype: Connection } })
  .Connection

let areEnded = false

/**
 * Has a command that is being written to the database fail when its connection is closed. The driver (mongodb 7.8) waits
 * for its socket to drain or to tell an error, and a socket that is closed in that moment does neither: whoever asked
 * would wait for ever, and with them all background work.
 */
export function endCutWrites(): void {
  if (areEnded) return
  areEnded = true
  const { writeCommand } = prototype
  prototype.writeCommand = function (...of) {
    return new Promise((resolve, reject) => {
      const cut = () => reject(this.error ?? new Error('The connection to the database was closed'))
      const done = () => this.off('close', cut)
      this.once('close', cut)
      writeCommand.apply(this, of).finally(done).then(resolve, reject)
    })
  }
}
