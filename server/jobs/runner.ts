import { setTimeout as rest } from 'node:timers/promises'
import type { Log } from '../http/log.ts'
import { claim, fail, finish, type Job, release, report } from './store.ts'
import type { Turn } from './turn.ts'

/**
 * What a long job is given to say how far it has come, after each step that is safe to stop behind: it throws when
 * the server stops, and the job is taken up again at the next start.
 */
export type Progress = (done: number, of: number) => Promise<void>

/** Work that a document asks for in its `pending` list: done soon, at least once, and so written to be repeatable. */
export type PendingWork = {
  name: string
  /** Some ids of documents that wait for this; empty when none does. */
  waiting(): Promise<string[]>
} & (
  | {
      /** Does it and takes it off the document's list. */
      run(id: string): Promise<void>
    }
  | {
      /** Does it for all of these at once; where that fails, each of them is tried alone. */
      runAll(ids: string[]): Promise<void>
    }
)

class Stopping extends Error {}

/** How long work is gathered before a round, so that what is asked for by many at once is done for many at once. */
const gatherMs = 200
/** After so many failures a piece of pending work is left until the next start. */
const mostFailures = 5
/** A list of fewer ids than this is left to gather again before the next is asked for. */
const longList = 50

/** While many wait for pages, the background rests after each step for so many times as long as it took… */
const restsPerStep = 3
/** …but no longer than this, so that it goes on and a stop is not held up. */
const longestRestMs = 2_000

/**
 * Runs what is to be done in the background, one thing at a time, beside the pages; they go first when there are many.
 * Rooms register their work; `wake` after a write makes it start in a moment, and a slow poll
 * finds what a killed process left.
 */
export class Runner {
  readonly #log: Log
  readonly #pagesGoFirst: () => boolean
  readonly #turn: Turn | undefined
  readonly #pending: PendingWork[] = []
  readonly #jobs = new Map<string, (key: string, progress: Progress) => Promise<void>>()
  readonly #failures = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined
  #soon: NodeJS.Timeout | undefined
  #round: Promise<void> | undefined
  #again = false
  #stopped = false
  readonly #beside = new Map<string, Runner>()

  /**
   * @param pagesGoFirst whether so many wait for pages that the background should give way to them
   * @param turn whose turn the work is, where other processes could do it too; absent: this one's
   */
  constructor(log: Log, pagesGoFirst: () => boolean = () => false, turn?: Turn) {
    this.#log = log
    this.#pagesGoFirst = pagesGoFirst
    this.#turn = turn
  }

  registerPending(work: PendingWork): void {
    this.#pending.push(work)
  }

  /**
   * The same for work that is short and that somebody waits for, as mail: no long job or list of others holds it up.
   *
   * @param lane beside which other work it is done: what is in one is done one after another
   */
  registerBeside(work: PendingWork, lane: 'mail' | 'webhooks' = 'mail'): void {
    const runner = this.#beside.get(lane) ?? new Runner(this.#log)
    this.#beside.set(lane, runner)
    runner.registerPending(work)
  }

  registerJob(kind: string, run: (key: string, progress: Progress) => Promise<void>): void {
    this.#jobs.set(kind, run)
  }

  /** Begins to look for work, now and every five seconds. */
  start(): void {
    this.#timer = setInterval(() => this.#isOurs && this.wake(), 5_000)
    if (this.#turn) this.#turn.start(() => this.wake())
    else this.wake()
  }

  /** Looks for work in a moment, or asks the process that does it to. */
  wake(): void {
    if (this.#stopped) return
    if (!this.#isOurs) {
      this.#turn?.ask()
      return
    }
    for (const beside of this.#beside.values()) beside.wake()
    if (this.#round) this.#again = true
    else this.#soon ??= setTimeout(() => this.#begin(), gatherMs)
  }

  /** Resolves when nothing is left to do: for tests and for commands. */
  async idle(): Promise<void> {
    this.wake()
    while (this.#round || this.#soon) {
      if (!this.#round) this.#begin()
      await this.#round
    }
    for (const beside of this.#beside.values()) await beside.idle()
  }

  /** How many pieces of pending work failed so often that they are left until the next start. */
  get givenUp(): number {
    const own = [...this.#failures.values()].filter(failures => failures >= mostFailures).length
    return [...this.#beside.values()].reduce((sum, { givenUp }) => sum + givenUp, own)
  }

  /** Finishes what is under way and takes nothing more. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    clearTimeout(this.#soon)
    this.#soon = undefined
    await Promise.all([this.#round, ...[...this.#beside.values()].map(beside => beside.stop())])
    await this.#turn?.stop()
  }

  get #isOurs(): boolean {
    return this.#turn?.isOurs ?? true
  }

  #begin(): void {
    clearTimeout(this.#soon)
    this.#soon = undefined
    this.#round = this.#runAll()
      .catch(error => this.#log.error({ err: error }, 'looking for work failed'))
      .finally(() => {
        this.#round = undefined
        if (this.#again) {
          this.#again = false
          this.wake()
        }
      })
  }

  async #runAll(): Promise<void> {
    await this.#runAllPending()
    const kinds = [...this.#jobs.keys()]
    while (!this.#stopped && this.#isOurs && kinds.length > 0) {
      const job = await claim(kinds)
      if (!job) return
      try {
        await this.#jobs.get(job.kind)?.(job.key, this.#progressOf(job))
        await finish(job)
        // What the job asks of others: a model that was learned asks for new tags.
        await this.#runAllPending()
      } catch (error) {
        if (error instanceof Stopping) return release(job)
        this.#log.error({ err: error, job: job._id }, 'a job failed')
        await fail(job, error instanceof Error ? error.message : String(error))
        return
      }
    }
  }

  /** Between two steps of a long job, what is pending gets its turn, and the job ends here when the server stops. */
  #progressOf(job: Job): Progress {
    let began = performance.now()
    return async (done, of) => {
      await report(job._id, done, of)
      await this.#giveWay(began)
      await this.#runAllPending()
      if (this.#stopped) throw new Stopping()
      began = performance.now()
    }
  }

  /** Rests after a step that began then, where many wait for pages. */
  async #giveWay(began: number): Promise<void> {
    if (this.#stopped || !this.#pagesGoFirst()) return
    await rest(Math.min(restsPerStep * (performance.now() - began), longestRestMs))
  }

  async #runAllPending(): Promise<void> {
    for (const work of this.#pending) await this.#runPending(work)
  }

  async #runPending(work: PendingWork): Promise<void> {
    while (!this.#stopped) {
      const ids = (await work.waiting()).filter(
        id => (this.#failures.get(`${work.name} ${id}`) ?? 0) < mostFailures,
      )
      if (ids.length === 0 || !(await this.#runSome(work, ids))) return
      if (ids.length < longList) {
        this.#again = true
        return
      }
    }
  }

  /** @returns whether all of it was done: the first that fails alone ends the round, and so does a stop */
  async #runSome(work: PendingWork, ids: string[]): Promise<boolean> {
    if ('runAll' in work && ids.length > 1 && (await this.#tried(work, ids))) return true
    for (const id of ids) if (this.#stopped || !(await this.#tried(work, [id]))) return false
    return true
  }

  async #tried(work: PendingWork, ids: string[]): Promise<boolean> {
    const began = performance.now()
    try {
      if ('runAll' in work) await work.runAll(ids)
      else for (const id of ids) await work.run(id)
      await this.#giveWay(began)
      return true
    } catch (error) {
      const [id, ...others] = ids
      const key = `${work.name} ${id}`
      if (others.length === 0) this.#failures.set(key, (this.#failures.get(key) ?? 0) + 1)
      this.#log.error({ err: error, work: work.name, ids }, 'pending work failed')
      return false
    }
  }
}
