import type { Command, Context } from './commands/command.ts'
import { checked, commandFor, databaseOf, execute } from './commands/execute.ts'
import { type Output, outputOf, readingOf, removeUnfinished } from './commands/output.ts'
import { failure, success } from './commands/reply.ts'
import { MongoError } from './errors.ts'
import { removeExpired } from './indexes/expiry.ts'
import { Meter, TooMuchWork } from './query/meter.ts'
import type { Readers } from './readers.ts'
import { resultsInParts } from './results.ts'
import { GroupCommit } from './storage/groupCommit.ts'
import type { Store } from './storage/store.ts'
import { decode } from './values/decode.ts'
import type { Document, Value } from './values/types.ts'
import type { Request } from './wire/opMsg.ts'

/** What a read may look at on the writer's thread before a reader's thread takes it over. */
const allowance = { documents: 1000, bytes: 4 * 1024 * 1024 }

/** How many documents of a pipeline's results are written before others have their turn. */
const partSize = 500

type Answer = (reply: Buffer) => void

/** Takes each command to where it runs: at once, in the next group commit, or on a reader's thread. */
export class Engine {
  private readonly store: Store
  private readonly readers: Readers
  private readonly commits: GroupCommit
  private closing = false

  constructor(store: Store, readers: Readers) {
    this.store = store
    this.readers = readers
    this.commits = new GroupCommit(store)
    removeUnfinished(store)
  }

  submit(request: Request, connectionId: number, answer: Answer): void {
    let command: Command
    try {
      command = commandFor(request.command).command
    } catch (error) {
      answer(failure(error))
      return
    }
    if (this.closing) answer(failure(shuttingDown()))
    else if (command.kind === 'reader') this.forward(request, answer)
    else if (command.kind === 'output') {
      this.writeResults(request, connectionId, answer).catch(error => this.refuse(error, answer))
    } else this.enqueue(request, command.kind, connectionId, answer)
  }

  /** Makes what has arrived durable and answers it; what comes later, or is still being searched, is refused. */
  async close(): Promise<void> {
    this.closing = true
    await this.readers.close()
    this.commits.flush()
  }

  /** Removes what has expired by a TTL index, a part at a time between the commands; what fails is tried next time. */
  sweep(): void {
    let more = false
    this.commits.submit({
      run: () => {
        try {
          more = removeExpired(this.store, new Date())
        } catch {
          more = false
        }
      },
      done: () => {
        if (more && !this.closing) this.sweep()
      },
    })
  }

  private enqueue(
    request: Request,
    kind: Command['kind'],
    connectionId: number,
    answer: Answer,
    records?: number[],
  ): void {
    let reply: Buffer | undefined
    this.commits.submit({
      onlyReads: kind === 'read',
      run: () => {
        reply = this.attempt(request, kind, connectionId, records)
      },
      done: commitFailure => {
        if (commitFailure) answer(failure(commitFailure))
        else if (reply) answer(reply)
        else if (kind === 'read') this.forward(request, answer)
        else this.search(request, connectionId, answer)
      },
    })
  }

  /** The reply, or undefined where the command looks at too much for this thread. */
  private attempt(
    request: Request,
    kind: Command['kind'],
    connectionId: number,
    records: number[] | undefined,
  ): Buffer | undefined {
    try {
      return success(
        execute({
          store: this.store,
          database: databaseOf(request.command),
          request,
          command: request.command,
          meter: kind === 'read' ? new Meter(allowance) : new Meter(),
          cursors: undefined,
          records,
          connectionId,
        }),
      )
    } catch (error) {
      return error instanceof TooMuchWork ? undefined : failure(error)
    }
  }

  /** A reader's thread gives the results of a pipeline, some at a time, and each part is written in a turn of its own. */
  private async writeResults(request: Request, connectionId: number, answer: Answer): Promise<void> {
    const context: Context = {
      store: this.store,
      database: databaseOf(request.command),
      request,
      command: request.command,
      meter: new Meter(),
      cursors: undefined,
      connectionId,
    }
    const turn = <T>(run: () => T) => this.turn(() => checked(context, run))
    let output: Output | undefined
    try {
      const begun = await turn(() => outputOf(context))
      await turn(() => begun.begin())
      output = begun
      const results = resultsInParts(this.readers, readingOf(request.command, partSize), context.database)
      const parts: AsyncIterable<Document[]> | Document[][] = begun.readsFirst ? await all(results) : results
      for await (const part of parts) await turn(() => begun.write(part))
      await turn(() => begun.end())
      answer(success(execute(context)))
    } catch (error) {
      if (output && !this.closing) await turn(output.abandon).catch(() => {})
      throw error
    }
  }

  /** Runs something in the next group commit; done when it is durable. */
  private turn<T>(run: () => T): Promise<T> {
    if (this.closing) return Promise.reject(shuttingDown())
    return new Promise((resolve, reject) => {
      let outcome: () => void = () => {}
      this.commits.submit({
        run() {
          try {
            const result = run()
            outcome = () => resolve(result)
          } catch (error) {
            outcome = () => reject(error)
          }
        },
        done: commitFailure => (commitFailure ? reject(commitFailure) : outcome()),
      })
    })
  }

  private forward(request: Request, answer: Answer): void {
    if (this.closing) answer(failure(shuttingDown()))
    else this.readers.run(request.command).then(answer, error => this.refuse(error, answer))
  }

  /** A reader's thread finds what a write is about; then the write takes its turn again. */
  private search(request: Request, connectionId: number, answer: Answer): void {
    if (this.closing) {
      answer(failure(shuttingDown()))
      return
    }
    this.candidates(request).then(
      found => {
        if (Buffer.isBuffer(found)) answer(found)
        else this.enqueue(request, 'write', connectionId, answer, found)
      },
      error => this.refuse(error, answer),
    )
  }

  /** Async, so that a statement that cannot be read refuses this command, and fails no other. */
  private async candidates(request: Request): Promise<number[] | Buffer> {
    return this.readers.search(searchable(request))
  }

  /** Closing ends the readers' threads, whatever they were asked. */
  private refuse(error: unknown, answer: Answer): void {
    answer(failure(this.closing ? shuttingDown() : error))
  }
}

function shuttingDown(): MongoError {
  return new MongoError('InterruptedAtShutdown', 'interrupted at shutdown')
}

/** The command with its statements in its body, where a reader's thread looks for them. */
function searchable({ command, sequences }: Request): Document {
  const lists = [...sequences].map(([name, documents]): [string, Value] => [
    name,
    documents.map(bytes => decode(bytes)),
  ])
  return new Map([...command, ...lists])
}

async function all<T>(parts: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const part of parts) found.push(part)
  return found
}
