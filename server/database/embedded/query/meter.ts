import { MongoError } from '../errors.ts'

/** The command has looked at more documents than the writer's thread may spend on it: a reader's thread takes it. */
export class TooMuchWork extends Error {}

/** What a command may read before another thread has to take it over. */
export type Allowance = { documents: number; bytes: number }

/** How many keys are counted in the time that one document is read in. */
const keysOfDocument = 20

/** Counts the documents that a command looks at, against an allowance and its `maxTimeMS`. */
export class Meter {
  examined = 0
  private bytes = 0
  private readonly allowance: Allowance | undefined
  private readonly deadline: number

  constructor(allowance?: Allowance, maxTimeMs = 0) {
    this.allowance = allowance
    this.deadline = maxTimeMs > 0 ? performance.now() + maxTimeMs : Number.POSITIVE_INFINITY
  }

  /** How many keys of an index it is worth to look at here: -1 for all of them. */
  get mostKeys(): number {
    return this.allowance ? this.allowance.documents * keysOfDocument : -1
  }

  /** Takes a count of keys that stopped at {@link mostKeys}. @throws TooMuchWork where it did */
  countKeys(keys: number): number {
    if (keys === this.mostKeys) throw new TooMuchWork()
    return keys
  }

  /** Counts one document of `bytes` bytes. @throws TooMuchWork, MongoError MaxTimeMSExpired */
  count(bytes: number): void {
    this.examined += 1
    this.bytes += bytes
    if (this.allowance && (this.examined > this.allowance.documents || this.bytes > this.allowance.bytes)) {
      throw new TooMuchWork()
    }
    if (this.examined % 64 === 0 && performance.now() > this.deadline) {
      throw new MongoError('MaxTimeMSExpired', 'operation exceeded time limit')
    }
  }
}
