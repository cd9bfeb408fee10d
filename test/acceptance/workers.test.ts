import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'chai'
import { childrenOf, newFolder, type Process, startProcess, stop } from './killing.ts'

/** The same under load, with respondents who answer meanwhile, is in test/long/workers.test.ts. */
describe('a site of two processes that answer requests', function () {
  this.timeout(60_000)
  const folder = newFolder()
  let running: Process
  before(async () => {
    running = await startProcess(folder, { options: ['--workers', '2'], env: { DEMO: 'off' } })
  })
  after(() => {
    running?.child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  it('goes on when one of them is killed, has another in its place, and stops with all', async () => {
    const { pid = 0 } = running.child
    const [doomed = 0, other] = childrenOf(pid)
    expect(other).to.be.a('number')
    process.kill(doomed, 'SIGKILL')
    expect((await fetch(running.url)).status).to.equal(200)
    while (childrenOf(pid).length < 2 || childrenOf(pid).includes(doomed)) await wait(20)
    expect(await stop(running)).to.equal(0)
    expect(childrenOf(pid)).to.deep.equal([])
  })
})
