import { stopSharedServer } from './database/testDatabase.ts'

export const mochaHooks = {
  async afterAll(): Promise<void> {
    await stopSharedServer()
  },
}
