import type { Runner } from '../../jobs/runner.ts'
import { dueToLetIn, letIn } from './heldStore.ts'

/** Has the runner let in what was released, once that can be taken back no more. */
export function registerLettingIn(runner: Runner): void {
  runner.registerPending({
    name: 'let in',
    waiting: () => dueToLetIn(new Date()),
    run: id => letIn(id, new Date()),
  })
}
