import fc from 'fast-check'
import { stopSharedBrowser } from './browser/sharedBrowser.ts'
import { stopSharedServer } from './database/testDatabase.ts'

/** The same cases in each run, so that a change is judged by itself; `PROPERTY_SEED=$RANDOM npm test` tries others. */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1128) })

export const mochaHooks = {
  /** In a worker of a parallel run this comes after each file, whose next one may use both; they end with the worker. */
  async afterAll(): Promise<void> {
    if (process.env.MOCHA_WORKER_ID) return
    await Promise.all([stopSharedBrowser(), stopSharedServer()])
  },
}
