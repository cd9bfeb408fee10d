import type { Store } from './store.ts'

/** A command that waits for its turn. `run` must not throw; `done` sends the reply, or the failure of the commit. */
export type Task = { run: () => void; done: (commitFailure: unknown) => void }

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
    for (const task of tasks) task.run()
    let failure: unknown
    try {
      this.store.commit()
    } catch (error) {
      failure = error
    }
    for (const task of tasks) task.done(failure)
  }
}
