import { once } from 'node:events'
import { createServer, get, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pass } from 'node:timers/promises'
import { expect } from 'chai'
import { createLog } from '../../server/http/log.ts'
import { Traffic } from '../../server/http/traffic.ts'
import { Runner } from '../../server/jobs/runner.ts'

/** Does three pieces of work, and notes when a timer of twice the length of one goes off. */
async function order(pagesGoFirst: boolean): Promise<string[]> {
  const seen: string[] = []
  const waiting = ['first', 'second', 'third']
  const runner = new Runner(createLog('silent'), () => pagesGoFirst)
  runner.registerPending({
    name: 'work',
    waiting: async () => [...waiting],
    async run(id) {
      await pass(20)
      if (id === 'first') pass(40).then(() => seen.push('a page'))
      seen.push(waiting.shift() ?? '')
    },
  })
  await runner.idle()
  return seen
}

describe('background work', () => {
  it('rests between its steps while many wait for pages', async () => {
    expect(await order(true)).to.deep.equal(['first', 'a page', 'second', 'third'])
  })

  it('goes on at once while few do', async () => {
    expect((await order(false)).slice(0, 2)).to.deep.equal(['first', 'second'])
  })
})

describe('traffic', () => {
  it('is heavy while more than a few requests wait for their answer', async () => {
    const traffic = new Traffic()
    const open: ServerResponse[] = []
    const server = createServer((_req, res) => open.push(res)).listen(0, '127.0.0.1')
    traffic.watch(server)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const ask = () => get({ port, host: '127.0.0.1', agent: false }, res => res.resume())

    for (let asked = 1; asked <= 5; asked++) {
      const [arrived] = [once(server, 'request'), ask()]
      await arrived
      expect(traffic.isHeavy(), `with ${asked} waiting`).to.equal(asked > 4)
    }
    const ended = open.map(res => once(res, 'close'))
    for (const res of open) res.end()
    await Promise.all(ended)
    expect(traffic.isHeavy()).to.equal(false)
    server.close()
  })
})
