import { killWhileImporting } from '../acceptance/importKilled.ts'

describe('importing 200,000 rows', () => {
  it('has every row once and tagged, though the server is killed twice meanwhile', async function () {
    this.timeout(30 * 60_000)
    await killWhileImporting(200_000, 2)
  })
})
