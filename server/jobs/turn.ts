import { newId } from '../database/ids.ts'
import type { Log } from '../http/log.ts'
import { askedFor, askWhoHas, leaveTurn, takeTurn } from './turnStore.ts'

const what = 'background'
/** How long a turn lasts unless it is kept: after a killed process the others wait so long, in milliseconds. */
const lastsMs = 20_000
/** How often whoever has it keeps it… */
const keepMs = 5_000
/** …and looks whether others asked for work, and how often others try for it. */
const lookMs = 500

/**
 * Whose turn the background work is where several processes serve one site: one does it, and the others ask it to. A
 * process that was killed loses its turn after some seconds, and another goes on.
 */
export class Turn {
  readonly #holder = newId()
  readonly #log: Log
  readonly #takes: boolean
  #isOurs = false
  #asked = 0
  #keptAt = Number.NEGATIVE_INFINITY
  #looking: NodeJS.Timeout | undefined
  #busy: Promise<void> = Promise.resolve()
  #asking: Promise<void> | undefined
  #askAgain = false
  #stopped = false

  /** @param takes whether this process may have the turn; else it asks others only */
  constructor(log: Log, takes = true) {
    this.#log = log
    this.#takes = takes
  }

  /** Whether this process does the background work now. */
  get isOurs(): boolean {
    return this.#isOurs
  }

  /** Tries for the turn, now and again, and calls `woken` when it comes and whenever others ask for work meanwhile. */
  start(woken: () => void): void {
    if (!this.#takes) return
    const look = () => this.#next(() => this.#look(woken))
    this.#looking = setInterval(look, lookMs)
    look()
  }

  /** Asks whoever has the turn for work; what is asked while it is on its way is asked once more behind it. */
  ask(): void {
    if (this.#stopped) return
    if (this.#asking) this.#askAgain = true
    else
      this.#asking = askWhoHas(what)
        .catch(error => this.#say(error))
        .finally(() => {
          this.#asking = undefined
          if (!this.#askAgain) return
          this.#askAgain = false
          this.ask()
        })
  }

  /** Leaves the turn to others. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#looking)
    await Promise.all([this.#busy, this.#asking])
    if (!this.#isOurs) return
    this.#isOurs = false
    await leaveTurn(what, this.#holder).catch(error => this.#say(error))
  }

  /** One after the other, so that an old answer never comes behind a newer one. */
  #next(step: () => Promise<void>): void {
    this.#busy = this.#busy.then(step).catch(error => {
      // Whoever cannot reach the database cannot keep its turn there.
      this.#isOurs = false
      this.#say(error)
    })
  }

  async #look(woken: () => void): Promise<void> {
    if (this.#stopped) return
    const isKept = this.#isOurs && performance.now() < this.#keptAt + keepMs
    const { isOurs, asked } = isKept
      ? { isOurs: true, asked: await askedFor(what) }
      : await takeTurn(what, this.#holder, lastsMs)
    if (!isKept) this.#keptAt = performance.now()
    const isNews = isOurs && (!this.#isOurs || asked !== this.#asked)
    this.#isOurs = isOurs
    this.#asked = asked
    if (isNews) woken()
  }

  #say(error: unknown): void {
    this.#log.error({ err: error }, 'the turn of the background work could not be told')
  }
}
