import type { Store } from './store.ts'

/**
 * A command that waits for its turn. `run` must not throw, and may be asked again where its first commit failed;
 * `done` sends the reply, or the failure of the commit. One that `onlyReads` writes nothing.
 */
export type Task = { run: () => void; done: (commitFailure: unknown) => void; onlyReads?: boolean }

/**
 * Runs what has arrived since the last turn of the event loop in one transaction, in order of arrival, and answers
 * only after COMMIT has written it to disk. While one commit waits for the disk, the next group gathers in the sockets.
 */
export class GroupCommit {
  private tasks: Task[] = []
  private readonly store: Store

  constructor(store: Store) {
    this.store = store
  }

  submit(task: Task): void {
    if (this.tasks.length === 0) setImmediate(() => this.flush())
    this.tasks.push(task)
  }

  flush(): void {
    const tasks = this.tasks
    this.tasks = []
    const failure = this.commit(tasks)
    // One that does not fit on the disk, say, has undone its neighbours: each gets a commit of its own.
    const alone = failure !== undefined && tasks.length > 1
    for (const task of tasks) task.done(alone ? this.commit([task]) : failure)
  }

  /** Runs the tasks in one transaction; gives what failed all of them, or undefined. */
  private commit(tasks: Task[]): unknown {
    try {
      if (tasks.length > 1 && tasks.every(({ onlyReads }) => onlyReads))
        this.store.readTogether(() => runAll(tasks))
      else runAll(tasks)
      this.store.commit()
      return undefined
    } catch (error) {
      return error
    }
  }
}

function runAll(tasks: Task[]): void {
  for (const task of tasks) task.run()
}
