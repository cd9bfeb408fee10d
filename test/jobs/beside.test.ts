import { expect } from 'chai'
import { createLog } from '../../server/http/log.ts'
import { Runner } from '../../server/jobs/runner.ts'

describe('work beside the rest', () => {
  it('is done while other work goes on, and is waited for like it', async () => {
    const runner = new Runner(createLog('silent'))
    const done: string[] = []
    let letGo = () => {}
    const besideIsDone = new Promise<void>(resolve => {
      letGo = resolve
    })
    const once = (name: string) => async () => (done.includes(name) ? [] : [name])
    runner.registerPending({
      name: 'long',
      waiting: once('long'),
      async run() {
        await besideIsDone
        done.push('long')
      },
    })
    runner.registerBeside({
      name: 'mail',
      waiting: once('mail'),
      async run() {
        done.push('mail')
        letGo()
      },
    })
    await runner.idle()
    expect(done).to.deep.equal(['mail', 'long'])
  })
})
