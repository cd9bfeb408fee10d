import type { Command, Context } from './commands/command.ts'
import { commandFor, databaseOf, execute } from './commands/execute.ts'
import { failure, success } from './commands/reply.ts'
import { Meter, TooMuchWork } from './query/meter.ts'
import type { Readers } from './readers.ts'
import { GroupCommit } from './storage/groupCommit.ts'
import type { Store } from './storage/store.ts'
import type { Request } from './wire/opMsg.ts'

/** How many documents a read may look at on the writer's thread before a reader's thread takes it over. */
const writerLimit = 1000

type Answer = (reply: Buffer) => void

/** Takes each command to where it runs: at once, in the next group commit, or on a reader's thread. */
export class Engine {
  private readonly store: Store
  private readonly readers: Readers
  private readonly commits: GroupCommit

  constructor(store: Store, readers: Readers) {
    this.store = store
    this.readers = readers
    this.commits = new GroupCommit(store)
  }

  submit(request: Request, connectionId: number, answer: Answer): void {
    let command: Command
    try {
      command = commandFor(request.command).command
    } catch (error) {
      answer(failure(error))
      return
    }
    if (command.kind === 'plain') answer(this.attempt(request, connectionId))
    else if (command.kind === 'reader') this.forward(request, answer)
    else this.enqueue(request, connectionId, answer)
  }

  /** Runs what is waiting, and makes it durable. */
  flush(): void {
    this.commits.flush()
  }

  private enqueue(request: Request, connectionId: number, answer: Answer): void {
    let reply: Buffer | undefined
    this.commits.submit({
      run: () => {
        reply = this.attemptHere(request, connectionId)
      },
      done: commitFailure => {
        if (commitFailure) answer(failure(commitFailure))
        else if (reply) answer(reply)
        else this.forward(request, answer)
      },
    })
  }

  /** Undefined where the command looks at too much for this thread. */
  private attemptHere(request: Request, connectionId: number): Buffer | undefined {
    try {
      return success(execute(this.context(request, connectionId)))
    } catch (error) {
      return error instanceof TooMuchWork ? undefined : failure(error)
    }
  }

  private attempt(request: Request, connectionId: number): Buffer {
    try {
      return success(execute(this.context(request, connectionId)))
    } catch (error) {
      return failure(error)
    }
  }

  private context(request: Request, connectionId: number): Context {
    return {
      store: this.store,
      database: databaseOf(request.command),
      request,
      command: request.command,
      meter: new Meter(writerLimit),
      cursors: undefined,
      connectionId,
    }
  }

  private forward(request: Request, answer: Answer): void {
    this.readers.run(request.command).then(answer, error => answer(failure(error)))
  }
}
