import { MongoError } from '../errors.ts'

/** The command has looked at more documents than the writer's thread may spend on it: a reader's thread takes it. */
export class TooMuchWork extends Error {}

/** Counts the documents that a command looks at, against a limit and its `maxTimeMS`. */
export class Meter {
  examined = 0
  private readonly limit: number
  private readonly deadline: number

  constructor(limit = Number.POSITIVE_INFINITY, maxTimeMs = 0) {
    this.limit = limit
    this.deadline = maxTimeMs > 0 ? performance.now() + maxTimeMs : Number.POSITIVE_INFINITY
  }

  /** @throws TooMuchWork, MongoError MaxTimeMSExpired */
  count(): void {
    this.examined += 1
    if (this.examined > this.limit) throw new TooMuchWork()
    if (this.examined % 64 === 0 && performance.now() > this.deadline) {
      throw new MongoError('MaxTimeMSExpired', 'operation exceeded time limit')
    }
  }
}
