import { expect } from 'chai'
import { createLog } from '../../server/http/log.ts'
import { Runner } from '../../server/jobs/runner.ts'

/** Runs work that is done for all at once until nothing waits that can be done. @returns what was tried together */
async function tried(waiting: string[], broken: string[] = []): Promise<string[]> {
  const calls: string[] = []
  const left = new Set(waiting)
  const runner = new Runner(createLog('silent'))
  runner.registerPending({
    name: 'work',
    waiting: async () => [...left],
    async runAll(ids) {
      calls.push(ids.join(' '))
      if (ids.some(id => broken.includes(id))) throw new Error('cannot be done')
      for (const id of ids) left.delete(id)
    },
  })
  await runner.idle()
  return calls
}

describe('work that is done for all that waits at once', () => {
  it('is asked for once for all of them', async () => {
    expect(await tried(['a', 'b', 'c'])).to.deep.equal(['a b c'])
  })

  it('is tried for each alone where it fails together, so that one holds up no other', async () => {
    const calls = await tried(['a', 'b', 'bad'], ['bad'])
    expect(calls.slice(0, 4)).to.deep.equal(['a b bad', 'a', 'b', 'bad'])
  })

  it('is given up after it failed alone five times', async () => {
    expect((await tried(['bad'], ['bad'])).length).to.be.at.most(5)
  })
})
