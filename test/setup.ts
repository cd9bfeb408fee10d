import { stopSharedBrowser } from './browser/sharedBrowser.ts'
import { stopSharedServer } from './database/testDatabase.ts'

export const mochaHooks = {
  async afterAll(): Promise<void> {
    await Promise.all([stopSharedBrowser(), stopSharedServer()])
  },
}
