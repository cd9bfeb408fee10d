import { killWhileImporting } from './importKilled.ts'

describe('a server that is killed in the middle of an import', () => {
  it('goes on with it after the next start, and has every row once', async function () {
    this.timeout(180_000)
    await killWhileImporting(600, 1)
  })
})
