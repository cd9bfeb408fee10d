import { stopSharedBrowser } from './browser/sharedBrowser.ts'
import { stopSharedServer } from './database/testDatabase.ts'

export const mochaHooks = {
  /** In a worker of a parallel run this comes after each file, whose next one may use both; they end with the worker. */
  async afterAll(): Promise<void> {
    if (process.env.MOCHA_WORKER_ID) return
    await Promise.all([stopSharedBrowser(), stopSharedServer()])
  },
}
